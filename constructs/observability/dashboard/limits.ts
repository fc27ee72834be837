import { Token } from "cdktf";
import { LIMITS as QUOTAS } from "../../../aws/limits";
import type { DashboardBody, PlacedWidget, Widget } from "./body";

/**
 * Limits of CloudWatch.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export const LIMITS = {
  columns: 24,
  widgets: QUOTAS["cloudwatch.dashboard-widgets"].value,
  metricsOfWidget: 500,
  metrics: 2_500,
  alarmsOfWidget: 100,
  name: 255,
} as const;

/** Number of metrics that a widget fetches: expressions do not count, but their metrics do. */
export function metricsOf(widget: Widget): number {
  return widget.type === "metric" ? widget.properties.metrics.filter((line) => line.length > 1).length : 0;
}

/**
 * Rejects dashboards that CloudWatch would reject.
 *
 * @throws RangeError with the dashboard, the value received, the allowed values and the fix.
 */
export function assertDashboard(name: string, { widgets }: DashboardBody): void {
  for (const check of [wrongName, wrongWidgets, wrongMetrics, wrongWidget, wrongNumber]) {
    const found = check(name, widgets);
    if (found !== undefined) throw new RangeError(`dashboard "${name}" ${found}`);
  }
}

type Check = (name: string, widgets: readonly PlacedWidget[]) => string | undefined;

const wrongName: Check = (name) => {
  if (Token.isUnresolved(name) || (name.length <= LIMITS.name && /^[\w-]+$/.test(name))) return undefined;
  return `has an invalid name: allowed are 1 to ${LIMITS.name} letters, digits, hyphens and underscores`;
};

const wrongWidgets: Check = (_name, widgets) => {
  if (widgets.length <= LIMITS.widgets) return undefined;
  return `has ${widgets.length} widgets; CloudWatch allows ${LIMITS.widgets}: split it with pages()`;
};

const wrongMetrics: Check = (_name, widgets) => {
  const count = widgets.reduce((sum, widget) => sum + metricsOf(widget), 0);
  if (count <= LIMITS.metrics) return undefined;
  return `has ${count} metrics; CloudWatch allows ${LIMITS.metrics}: split it with pages()`;
};

const wrongWidget: Check = (_name, widgets) => {
  const crowded = widgets.find((widget) => metricsOf(widget) > LIMITS.metricsOfWidget);
  if (crowded?.type !== "metric") return undefined;
  return `has ${metricsOf(crowded)} metrics in "${crowded.properties.title}"; CloudWatch allows ${LIMITS.metricsOfWidget}: split the graph`;
};

/** A reference to a number has no quotes, so the body would not be valid JSON until Terraform resolves it, and could not be previewed. */
const wrongNumber: Check = (_name, widgets) => {
  for (const widget of widgets)
    if (widget.type === "metric")
      for (const { label, value } of widget.properties.annotations?.horizontal ?? [])
        if (Token.isUnresolved(value) || !Number.isFinite(value))
          return `has a limit "${label}" in "${widget.properties.title}" that is not a number at synthesis: use a value from the model`;
  return undefined;
};
