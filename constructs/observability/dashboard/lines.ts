import type { Metric } from "../../watching/metric";
import { isMath, type MetricMath } from "../../watching/metric-math";
import type { Line } from "./body";

/**
 * The lines of one graph. IDs are unique in the graph, even if several expressions use the same names for their metrics.
 *
 * @param region of the graph; a metric that is published elsewhere sets its own region.
 */
export function linesOf(metrics: readonly (Metric | MetricMath)[], region: string): readonly Line[] {
  return metrics.flatMap((metric, index) =>
    isMath(metric) ? mathLines(metric, `e${index + 1}`, region) : [metricLine(metric, `m${index + 1}`, region)],
  );
}

function metricLine({ namespace, name, dimensions, statistic, label, region: own }: Metric, id: string, region: string): Line {
  const texts = [namespace, name, ...Object.entries(dimensions).flat()];
  return [...texts, { id, label, stat: statistic, ...(own !== undefined && own !== region && { region: own }) }];
}

function mathLines({ expression, metrics, label }: MetricMath, id: string, region: string): Line[] {
  const names = Object.keys(metrics);
  return [
    [{ id, label, expression: renamed(expression, new Set(names), `${id}_`) }],
    ...Object.entries(metrics).map(([name, metric]): Line => {
      const line = metricLine(metric, `${id}_${name}`, region);
      const options = line[line.length - 1] as Extract<Line[number], object> & { readonly stat: string };
      return [...(line.slice(0, -1) as string[]), { ...options, visible: false }];
    }),
  ];
}

/** Matches Terraform references, quoted strings and names: only names of metrics are renamed. */
const PART = /\$\{[^}]*\}|"[^"]*"|'[^']*'|[A-Za-z_]\w*/g;

/** Adds a prefix to the metric names of an expression. */
export function renamed(expression: string, names: ReadonlySet<string>, prefix: string): string {
  return expression.replace(PART, (part) => (names.has(part) ? `${prefix}${part}` : part));
}
