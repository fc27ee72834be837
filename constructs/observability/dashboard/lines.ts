import type { Metric } from "../../watching/metric";
import { isMath, type MetricMath } from "../../watching/metric-math";
import type { Line } from "./body";

/**
 * The lines of one graph. The ids are unique in it, though several expressions call their metrics by the same names.
 *
 * @param region of the graph; a metric that is published elsewhere says so itself.
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

/** References of Terraform, texts in quotes, names: only the last are renamed, and only those of metrics. */
const PART = /\$\{[^}]*\}|"[^"]*"|'[^']*'|[A-Za-z_]\w*/g;

/** An expression whose metrics have a prefix. */
export function renamed(expression: string, names: ReadonlySet<string>, prefix: string): string {
  return expression.replace(PART, (part) => (names.has(part) ? `${prefix}${part}` : part));
}
