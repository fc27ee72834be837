import { Token } from "cdktf";
import type { DashboardBody, PlacedWidget } from "./body";

/**
 * What CloudWatch allows.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export const LIMITS = { columns: 24, widgets: 500, metricsOfWidget: 500, metrics: 2_500, alarmsOfWidget: 100, name: 255 } as const;

/** Metrics that a widget fetches: expressions are none, what only they read is. */
export function metricsOf(widget: PlacedWidget): number {
  return widget.type === "metric" ? widget.properties.metrics.filter((line) => line.length > 1).length : 0;
}

/**
 * Refuses what CloudWatch would refuse.
 *
 * @throws RangeError that says which dashboard, what was received, what is allowed and how to mend it.
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
  return `has a name that CloudWatch refuses: allowed are 1 to ${LIMITS.name} letters, digits, dashes and underscores`;
};

const wrongWidgets: Check = (_name, widgets) => {
  if (widgets.length <= LIMITS.widgets) return undefined;
  return `has ${widgets.length} widgets; CloudWatch allows ${LIMITS.widgets}: lay it out by pages()`;
};

const wrongMetrics: Check = (_name, widgets) => {
  const count = widgets.reduce((sum, widget) => sum + metricsOf(widget), 0);
  if (count <= LIMITS.metrics) return undefined;
  return `has ${count} metrics; CloudWatch allows ${LIMITS.metrics}: lay it out by pages()`;
};

const wrongWidget: Check = (_name, widgets) => {
  const crowded = widgets.find((widget) => metricsOf(widget) > LIMITS.metricsOfWidget);
  if (crowded?.type !== "metric") return undefined;
  return `has ${metricsOf(crowded)} metrics in "${crowded.properties.title}"; CloudWatch allows ${LIMITS.metricsOfWidget}: draw several graphs`;
};

/** A reference to a number has no quotes, so the body would be no JSON until Terraform has resolved it, and nobody could preview it. */
const wrongNumber: Check = (_name, widgets) => {
  for (const widget of widgets)
    if (widget.type === "metric")
      for (const { label, value } of widget.properties.annotations?.horizontal ?? [])
        if (Token.isUnresolved(value) || !Number.isFinite(value))
          return `has a limit "${label}" in "${widget.properties.title}" that is no number at synthesis: take it from the model`;
  return undefined;
};
