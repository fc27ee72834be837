/** The cost of a suite, as `suite-cost.ts` writes it: seconds, and the memory of the worker after it. */
export interface SuiteCost {
  readonly suite: string;
  readonly elapsed: number;
  /** CPU time of the worker. */
  readonly own: number;
  /** CPU time of processes that the suite has started. */
  readonly children: number;
  readonly megabytes: number;
}

/** The number of suites with a row of their own. */
const ROWS = 25;

export function readCosts(text: string): readonly SuiteCost[] {
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as SuiteCost);
}

/** A Markdown table, by CPU time; the last rows are the other suites and all of them together. */
export function costTable(costs: readonly SuiteCost[]): string {
  const cpu = ({ own, children }: Pick<SuiteCost, "own" | "children">) => own + children;
  const sorted = [...costs].sort((a, b) => cpu(b) - cpu(a));
  const others = sorted.slice(ROWS);
  const rows = [
    ...sorted.slice(0, ROWS).map((cost) => rowOf(`\`${cost.suite}\``, [cost])),
    ...(others.length > 0 ? [rowOf(`${others.length} other suites`, others)] : []),
    rowOf(`all ${sorted.length} suites`, sorted),
  ];
  return ["| suite | CPU | CPU in child processes | memory |", "| --- | ---: | ---: | ---: |", ...rows].join("\n");
}

function rowOf(name: string, costs: readonly SuiteCost[]): string {
  const sum = (key: "own" | "children") => costs.reduce((sofar, cost) => sofar + cost[key], 0);
  const megabytes = Math.max(...costs.map((cost) => cost.megabytes));
  return `| ${name} | ${(sum("own") + sum("children")).toFixed(1)} s | ${sum("children").toFixed(1)} s | ${megabytes.toFixed(0)} MB |`;
}
