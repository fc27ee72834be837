import type { Metric } from "../../../../constructs/watching/metric";
import type { MetricMath } from "../../../../constructs/watching/metric-math";
import type { Signal, Watch } from "../../../../constructs/watching/watch";

/** A metric; fields that dashboards do not use have the same value in all metrics. */
export function metric(name: string, more: Partial<Metric> = {}): Metric {
  return {
    namespace: "AWS/ApplicationELB",
    name,
    dimensions: { LoadBalancer: "app/x/1" },
    statistic: "Sum",
    label: name,
    unit: "Count",
    betterIs: "lower",
    ...more,
  };
}

export function share(label: string, more: Partial<MetricMath> = {}): MetricMath {
  return {
    expression: "IF(requests >= 20, 100 * errors / requests, 0)",
    metrics: { errors: metric("HTTPCode_Target_5XX_Count"), requests: metric("RequestCount") },
    label,
    unit: "Percent",
    betterIs: "lower",
    ...more,
  };
}

export const SIGNALS: readonly Signal[] = [
  {
    signal: "latency",
    title: "Response time",
    metrics: [metric("p50", { unit: "Seconds", label: "median" }), metric("p99", { unit: "Seconds", label: "99th percentile" })],
    limits: [{ label: "Slow", value: 0.5 }],
  },
  { signal: "traffic", title: "Requests", metrics: [metric("RequestCount")] },
  {
    signal: "errors",
    title: "Error rate",
    metrics: [share("of the service"), share("of the load balancer")],
    limits: [{ label: "Page", value: 5 }],
  },
  {
    signal: "saturation",
    title: "CPU",
    metrics: [metric("CPUUtilization", { unit: "Percent" })],
    limits: [{ label: "Ticket", value: 80 }],
  },
];

export function watch(tier: Watch["tier"], name: string, signals: readonly Signal[] = SIGNALS, runbook = `${tier}-down`): Watch {
  return {
    tier,
    name,
    alarms: [
      {
        id: "Down",
        name: [tier, name],
        severity: "page",
        runbook,
        reason: "Users notice.",
        description: "It is down.",
        metric: metric("HealthyHostCount"),
        comparison: "below",
        threshold: 1,
        period: "1 minute",
        datapoints: 3,
        missingData: "breaching",
      },
    ],
    signals,
  };
}

export const BUDGET: Signal & { readonly range: "30 days" } = {
  signal: "errors",
  title: "Availability: remaining error budget of 30 days",
  metrics: [share("Budget left", { betterIs: "higher" })],
  limits: [{ label: "SLO missed", value: 0 }],
  range: "30 days",
};
