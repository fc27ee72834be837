import { seconds } from "../../../language/units";
import { chunks } from "../../core/chunks";
import { RUNBOOKS, runbookAddress } from "../../alarms/alarm-text";
import type { Metric } from "../../watching/metric";
import type { MetricMath } from "../../watching/metric-math";
import type { GraphSignal } from "../../watching/watch";
import type { AlarmWidget, GraphWidget, TextWidget } from "./body";
import { LIMITS } from "./limits";
import { linesOf } from "./lines";

/** The length of a datapoint: that of most alarms, so a limit means in the graph what it means in the alarm. */
const PERIOD = 60;

/** The length of a datapoint in a graph over days: 720 points of 30 days, which a screen can show. */
const LONG_PERIOD = 3_600;

/** One signal as a graph. */
export function graph({ title, metrics, limits = [], range }: GraphSignal, region: string, prefix = ""): GraphWidget {
  return {
    type: "metric",
    properties: {
      title: prefix === "" ? title : `${prefix}: ${title}`,
      view: "timeSeries",
      stacked: false,
      region: regionOf(metrics) ?? region,
      period: range === undefined ? PERIOD : LONG_PERIOD,
      // Relative, up to now: without an end.
      ...(range !== undefined && { start: `-PT${seconds(range) / 3_600}H` }),
      metrics: linesOf(metrics, regionOf(metrics) ?? region),
      ...(limits.length > 0 && { annotations: { horizontal: limits.map(({ label, value }) => ({ label, value })) } }),
      yAxis: { left: { ...axisOf(metrics), showUnits: false } },
      legend: { position: "bottom" },
    },
  };
}

/** The one region that publishes all metrics of a graph, if there is one. An expression is computed in the region of its graph. */
function regionOf(metrics: readonly (Metric | MetricMath)[]): string | undefined {
  const regions = new Set(
    metrics.flatMap((metric) => ("expression" in metric ? Object.values(metric.metrics) : [metric])).map(({ region }) => region),
  );
  return regions.size === 1 ? [...regions][0] : undefined;
}

/** The unit stands once, at the axis, where all lines have the same. Graphs start at zero, except those that may fall below it. */
function axisOf(metrics: readonly (Metric | MetricMath)[]): { readonly min?: number; readonly label?: string } {
  const units = new Set(metrics.map(({ unit }) => unit));
  const [unit] = units;
  const mayBeNegative = metrics.some((metric) => "expression" in metric && metric.betterIs === "higher");
  return { ...(!mayBeNegative && { min: 0 }), ...(units.size === 1 && unit !== undefined && { label: unit }) };
}

/** The states of alarms, as many widgets as CloudWatch needs for them. */
export function alarmStates(title: string, arns: readonly string[]): readonly AlarmWidget[] {
  return chunks(arns, LIMITS.alarmsOfWidget).map((alarms, index, { length }) => ({
    type: "alarm",
    properties: { title: length === 1 ? title : `${title} (${index + 1} of ${length})`, alarms },
  }));
}

/** Markdown. */
export function text(markdown: string): TextWidget {
  return { type: "text", properties: { markdown, background: "transparent" } };
}

/** Where runbooks are, as links if they have addresses. */
export function runbookLinks(slugs: readonly string[], runbooks: string = RUNBOOKS): string {
  const shown = [...new Set(slugs)].map((slug) => {
    const address = runbookAddress(slug, runbooks);
    return address.startsWith("https://") ? `[${slug}](${address})` : `\`${address}\``;
  });
  return shown.length === 0 ? "" : `Runbooks: ${shown.join(" · ")}`;
}
