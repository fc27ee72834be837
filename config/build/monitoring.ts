import { present, sorted } from "../../language/collections";
import type { AlertSettings, MetricSettings, ObjectiveSettings, ReceiverSettings, TracingSettings } from "../settings/monitoring";
import type { Alerts, BusinessAlarm, BusinessMetric, Objectives, Receivers, Tracing } from "../../constructs/watching/model";

export function buildAlerts({ page, ticket, runbooks }: AlertSettings): Alerts {
  return { page: receivers(page), ticket: receivers(ticket), runbooks };
}

/** The objectives of an HTTP service, as a part of it. */
export function objectivesOf(objectives: ObjectiveSettings): { readonly objectives?: Objectives } {
  if (objectives === false || objectives === undefined) return {};
  const { availability, latency } = objectives;
  return { objectives: { availability, ...(latency === undefined ? {} : { latency }) } };
}

/** The tracing of a workload, as a part of it. */
export function tracingOf(tracing: TracingSettings): { readonly tracing?: Tracing } {
  return tracing === false ? {} : { tracing };
}

export function buildMetrics(metrics: Readonly<Record<string, MetricSettings>>): readonly BusinessMetric[] {
  return sorted(metrics).map(([name, metric]) => {
    const { pattern, value, statistic } = metric;
    const unit = metric.unit ?? (value === undefined ? "Count" : undefined);
    return {
      name,
      pattern,
      value: value ?? "1",
      ...(unit === undefined ? {} : { unit }),
      statistic,
      betterIs: metric.betterIs ?? awayFrom(metric.alarm),
      ...(metric.alarm === undefined ? {} : { alarm: buildAlarm(name, metric.alarm) }),
    };
  });
}

function receivers({ emails, slack, pagerDuty, opsgenie }: ReceiverSettings): Receivers {
  return {
    emails: [...emails].sort(),
    ...(slack === undefined ? {} : { slack }),
    ...(pagerDuty === undefined ? {} : { pagerDuty }),
    ...(opsgenie === undefined ? {} : { opsgenie }),
  };
}

function awayFrom(alarm: MetricSettings["alarm"]): BusinessMetric["betterIs"] {
  if (alarm === undefined) return "neither";
  return alarm.above === undefined ? "higher" : "lower";
}

function buildAlarm(name: string, alarm: NonNullable<MetricSettings["alarm"]>): BusinessAlarm {
  const { above, below, severity, runbook, reason } = alarm;
  const bound =
    above === undefined
      ? { comparison: "below" as const, threshold: present(below, `a bound of ${name}`) }
      : { comparison: "above" as const, threshold: above };
  const rest = { ...bound, for: alarm.for, reason };
  if (severity === "page") return { ...rest, severity, runbook: present(runbook, `a runbook of ${name}`) };
  return { ...rest, severity, ...(runbook === undefined ? {} : { runbook }) };
}
