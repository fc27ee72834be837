import { seconds } from "../../../language/units";
import { chunks } from "../../../language/chunks";
import { RUNBOOKS, runbookAddress } from "../../alarms/alarm-text";
import type { Metric } from "../../watching/metric";
import type { MetricMath } from "../../watching/metric-math";
import type { GraphSignal } from "../../watching/watch";
import type { AlarmWidget, GraphWidget, TextWidget } from "./body";
import { LIMITS } from "./limits";
import { linesOf } from "./lines";

/** The period of a datapoint, the same as of most alarms, so that a threshold means the same in the graph and in the alarm. */
const PERIOD = 60;

/** The period in a graph over days: 720 points for 30 days, which fit on a screen. */
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

/** The region that publishes all metrics of a graph, if there is only one. Expressions are computed in the region of their graph. */
function regionOf(metrics: readonly (Metric | MetricMath)[]): string | undefined {
  const regions = new Set(
    metrics.flatMap((metric) => ("expression" in metric ? Object.values(metric.metrics) : [metric])).map(({ region }) => region),
  );
  return regions.size === 1 ? [...regions][0] : undefined;
}

/** The axis shows the unit if all lines have the same. Graphs start at zero, unless values can be negative. */
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

/** Runbooks, as links if they are URLs. */
export function runbookLinks(slugs: readonly string[], runbooks: string = RUNBOOKS): string {
  const shown = [...new Set(slugs)].map((slug) => {
    const address = runbookAddress(slug, runbooks);
    return address.startsWith("https://") ? `[${slug}](${address})` : `\`${address}\``;
  });
  return shown.length === 0 ? "" : `Runbooks: ${shown.join(" · ")}`;
}
