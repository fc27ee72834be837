import { z } from "zod";
import { METRIC_VALUE_LIMIT, TEXT_LIMITS } from "../../aws/text-limits";
import { duration, freeText, latency, mapOf, percent, text } from "../../language/fields";

/** What a team may write about how a program is watched: what it promises, what it counts, and which requests are traced. */

/** What a metric can be measured in: those of CloudWatch's units that a dashboard can say something about. */
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
          .describe(
            "The share of requests, over 30 days, that are not answered with 5xx. The rest is the error budget, which pages before it is spent.",
          ),
        latency: z
          .strictObject({
            p: z
              .number()
              .refine((value) => value >= 50 && value <= 99.9 && Number(value.toFixed(1)) === value)
              .meta({ allowed: "a percentile from 50 to 99.9, with one decimal at most", example: 99 })
              .describe("The percent of requests that must be faster."),
            under: latency("1 ms", "60 seconds").describe(
              "What they must be faster than, measured by the load balancer from its request to the task until the answer begins.",
            ),
          })
          .optional()
          .describe("How many requests are answered how fast. Left out: no objective, since only the team knows what is fast."),
      })
      .describe("What an HTTP service promises, over 30 days."),
  ])
  .meta({ allowed: "false, or an object with the fields availability and latency", example: { availability: "99.9%" } });

export const tracing = z
  .union([
    z.literal(false),
    z
      .strictObject({
        sampling: percent("0.001%", "100%", "5%").describe("The share of requests that are traced, where no caller has decided it yet."),
      })
      .describe("Traces, by an OpenTelemetry collector beside each task, to X-Ray."),
  ])
  .meta({ allowed: "false, or an object with the field sampling", example: { sampling: "5%" } });

const threshold = z
  .number()
  .min(-METRIC_VALUE_LIMIT)
  .max(METRIC_VALUE_LIMIT)
  .meta({ allowed: "a number from -2^360 to 2^360, as the values of metrics are" });

const alarm = z
  .strictObject({
    above: threshold.optional().meta({ example: 5 }).describe("Wrong is a minute with more than this. Either this or `below`."),
    below: threshold.optional().meta({ example: 1 }).describe("Wrong is a minute with less than this. Either this or `above`."),
    for: duration("1 minute", "1 day").default("10 minutes").describe("How long every minute must be wrong, in whole minutes."),
    severity: z.enum(["page", "ticket"]).describe("Whether someone is woken, or looks on the next working day."),
    reason: freeText(TEXT_LIMITS.alarmReason, "People lose the photos that they post.")
      .regex(/^\S/)
      .describe("What users notice of it: why it is worth a person's time. It stands in the alarm's text."),
    runbook: text(
      /^(?=.{1,60}$)[a-z0-9]+(-[a-z0-9]+)*$/,
      "the name of a runbook without .md: 1 to 60 lower-case letters, digits and single hyphens",
      "failed-posts",
    )
      .optional()
      .describe("The runbook in the folder `alerts.runbooks`, without `.md`. A page needs one."),
  })
  .describe("When someone is told.");

const metric = z
  .strictObject({
    pattern: freeText(TEXT_LIMITS.metricPattern, '{ $.event = "upload" }')
      .regex(/^\{.*\}$/)
      .describe("Which lines of the structured log count: a JSON filter pattern of CloudWatch Logs."),
    value: text(/^(?=.{1,100}$)\$(\.[A-Za-z_][\w-]*|\[\d+\])+$/, "the path of a number in the line, of at most 100 characters", "$.bytes")
      .optional()
      .describe("The number in the line that is measured. Left out: each line counts 1."),
    unit: z.enum(METRIC_UNITS).optional().describe("What it is measured in. Left out: `Count` without a `value`, none with one."),
    statistic: z
      .enum(["Sum", "Average", "Minimum", "Maximum"])
      .default("Sum")
      .describe("What is made of a minute's values, on the dashboard and in the alarm."),
    betterIs: z
      .enum(["lower", "higher", "neither"])
      .optional()
      .describe("Which way is good. Left out: away from the alarm's bound, or neither without an alarm."),
    alarm: alarm.optional().describe("When someone is told. Left out: it is a line on the dashboard alone."),
  })
  .describe("A figure of the business, from the structured log to a metric, a line on the dashboard and an alarm.");

export const metrics = mapOf(metric)
  .default({})
  .describe(
    "Figures of the business, by a name of your choice: numbers that come from the log. Each is a custom metric, paid by the month.",
  );
