import { z } from "zod";
import { METRIC_VALUE_LIMIT, TEXT_LIMITS } from "../../aws/text-limits";
import { duration, freeText, latency, mapOf, percent, text } from "../../language/fields";

/** The monitoring fields of a workload: SLOs, custom metrics and tracing. */

/** Units of custom metrics: the CloudWatch units that dashboards can show. */
export const METRIC_UNITS = [
  "Count",
  "Percent",
  "Seconds",
  "Milliseconds",
  "Microseconds",
  "Bytes",
  "Bytes/Second",
  "Count/Second",
] as const;

export const objectives = z
  .union([
    z.literal(false),
    z
      .strictObject({
        availability: percent("90%", "99.999%", "99.9%")
          .optional()
          .meta({ stage: "objectives.availability" })
          .describe("Share of requests over 30 days that do not return 5xx. The rest is the error budget; alarms page before it is spent."),
        latency: z
          .strictObject({
            p: z
              .number()
              .refine((value) => value >= 50 && value <= 99.9 && Number(value.toFixed(1)) === value)
              .meta({ allowed: "a percentile from 50 to 99.9, with at most one decimal", example: 99 })
              .describe("Percentage of requests that must be faster than `under`."),
            under: latency("1 ms", "60 seconds").describe(
              "Latency threshold, measured by the load balancer from sending the request to the task until the first byte of the response.",
            ),
          })
          .optional()
          .describe("Latency SLO. Default: none, because the right threshold depends on the application."),
      })
      .describe("SLOs of an HTTP service, over 30 days."),
  ])
  .meta({ allowed: "false or an object with the fields `availability` and `latency`", example: { availability: "99.9%" } });

export const tracing = z
  .union([
    z.literal(false),
    z
      .strictObject({
        sampling: percent("0.001%", "100%", "5%").describe("Share of requests to trace, unless the caller has already decided."),
      })
      .describe("Sends traces to X-Ray through an OpenTelemetry collector sidecar."),
  ])
  .meta({ allowed: "false or an object with the field `sampling`", example: { sampling: "5%" } });

const threshold = z
  .number()
  .min(-METRIC_VALUE_LIMIT)
  .max(METRIC_VALUE_LIMIT)
  .meta({ allowed: "a number from -2^360 to 2^360, as the values of metrics are" });

const alarm = z
  .strictObject({
    above: threshold.optional().meta({ example: 5 }).describe("A minute with a higher value breaches. Set either this or `below`."),
    below: threshold.optional().meta({ example: 1 }).describe("A minute with a lower value breaches. Set either this or `above`."),
    for: duration("1 minute", "1 day")
      .default("10 minutes")
      .describe("How long every minute must breach before the alarm fires, in whole minutes."),
    severity: z.enum(["page", "ticket"]).describe("`page`: notifies immediately. `ticket`: can wait for the next working day."),
    reason: freeText(TEXT_LIMITS.alarmReason, "People lose the photos that they post.")
      .regex(/^\S/)
      .describe("User impact: why the alarm needs attention. Part of the alarm description."),
    runbook: text(
      /^(?=.{1,60}$)[a-z0-9]+(-[a-z0-9]+)*$/,
      "the name of a runbook without .md: 1 to 60 lowercase letters, digits and single hyphens",
      "failed-posts",
    )
      .optional()
      .describe("Runbook in the folder `alerts.runbooks`, without `.md`. Required for `page`."),
  })
  .describe("Alarm on the metric.");

const metric = z
  .strictObject({
    pattern: freeText(TEXT_LIMITS.metricPattern, '{ $.event = "upload" }')
      .regex(/^\{.*\}$/)
      .describe("Selects lines of the structured log: a CloudWatch Logs JSON filter pattern."),
    value: text(/^(?=.{1,100}$)\$(\.[A-Za-z_][\w-]*|\[\d+\])+$/, "the JSON path of a number in the line, at most 100 characters", "$.bytes")
      .optional()
      .describe("Path of the number to measure. Default: each line counts 1."),
    unit: z.enum(METRIC_UNITS).optional().describe("Unit of the metric. Default: `Count` without a `value`, otherwise none."),
    statistic: z
      .enum(["Sum", "Average", "Minimum", "Maximum"])
      .default("Sum")
      .describe("Statistic of the values of one minute, on the dashboard and in the alarm."),
    betterIs: z
      .enum(["lower", "higher", "neither"])
      .optional()
      .describe("Direction of improvement. Default: away from the alarm's threshold, or `neither` without an alarm."),
    alarm: alarm.optional().describe("Alarm on the metric. Default: none, dashboard graph only."),
  })
  .describe("A custom metric from the structured log, with a dashboard graph and an optional alarm.");

export const metrics = mapOf(metric)
  .default({})
  .describe("Custom metrics from the structured log, by name. Each is billed monthly as a CloudWatch custom metric.");
