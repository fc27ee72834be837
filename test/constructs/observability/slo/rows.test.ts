import { type Percent, seconds } from "../../../../language/units";
import { isMath } from "../../../../constructs/watching/metric-math";
import { spentPercent } from "../../../../constructs/observability/slo/burn-alarms";
import { BURN_RATES, reachable } from "../../../../constructs/observability/slo/burn-rates";
import { budgetOf } from "../../../../constructs/observability/slo/objectives";
import { watchObjectives } from "../../../../constructs/compute/service/watch/objectives";

const target = { loadBalancerSuffix: "app/main/1", targetGroupSuffix: "targetgroup/api/2", alone: false };
const both = watchObjectives({ service: "api", objectives: { availability: "99.9%", latency: { p: 99, under: "300 ms" } }, target });

/** Statistics that the provider accepts: internal/service/cloudwatch/metric_alarm.go. */
const PROVIDER_STATISTIC =
  /^((p|(tm)|(wm)|(tc)|(ts))((\d{1,2}(\.\d{1,2})?)|(100))|(IQM)|(((TM)|(WM)|(PR)|(TC)|(TS)))\((\d+(\.\d+)?%?)?:(\d+(\.\d+)?%?)?\))$/;

test.each([
  ["1h", 14.4, 3_600, 300, "page", 2],
  ["6h", 6, 21_600, 1_800, "page", 5],
  ["1d", 3, 86_400, 7_200, "ticket", 10],
  ["3d", 1, 259_200, 21_600, "ticket", 10],
])("%s: a burn rate of %p over %p s and %p s is a %s, when %p%% of the budget is spent", (id, burn, long, short, severity, spent) => {
  const rate = BURN_RATES.find((candidate) => candidate.id === id);
  if (!rate) throw new Error(`no ${id}`);
  expect([rate.burn, seconds(rate.long), seconds(rate.short), rate.severity, spentPercent(rate)]).toEqual([
    burn,
    long,
    short,
    severity,
    spent,
  ]);
  expect(long / short).toBe(12);
});

/** Poisson probability of at least `least` events, if `mean` events are expected. */
function atLeast(least: number, mean: number): number {
  let term = Math.exp(-mean);
  for (let k = 1; k <= least; k++) term *= mean / k;
  let sum = 0;
  for (let k = least; k < least + 200; term *= mean / ++k) sum += term;
  return sum;
}

test.each([
  ["1h", 5.2e-12],
  ["6h", 2.1e-8],
  ["1d", 1.1e-5],
  ["3d", 4.2e-4],
])("%s: at half the budget, random failures reach the minimum count in a window with a probability of at most %p", (id, chance) => {
  const rate = BURN_RATES.find((candidate) => candidate.id === id);
  if (!rate) throw new Error(`no ${id}`);
  const worst = atLeast(rate.enough, rate.enough / (2 * rate.burn));
  expect(worst).toBeLessThanOrEqual(chance);
  expect(worst).toBeGreaterThan(chance * 0.9);
  // More traffic makes this less likely: twice as many requests need twice as many failures.
  expect(atLeast(2 * rate.enough, rate.enough / rate.burn)).toBeLessThan(worst);
});

test("each kind of SLO has its alarms", () => {
  expect(
    both.composites.map(({ id, name, severity, runbook, all }) => [id, name.join("-"), severity, runbook, (all ?? []).join(" ")]),
  ).toEqual([
    ["Availability1h", "api-availability-burn-1h", "page", "availability-budget", "Availability1hLong Availability1hShort"],
    ["Availability6h", "api-availability-burn-6h", "page", "availability-budget", "Availability6hLong Availability6hShort"],
    ["Availability1d", "api-availability-burn-1d", "ticket", "availability-budget", "Availability1dLong Availability1dShort"],
    ["Availability3d", "api-availability-burn-3d", "ticket", "availability-budget", "Availability3dLong Availability3dShort"],
    ["Latency1h", "api-latency-burn-1h", "page", "latency-budget", "Latency1hLong Latency1hShort"],
    ["Latency6h", "api-latency-burn-6h", "page", "latency-budget", "Latency6hLong Latency6hShort"],
    ["Latency1d", "api-latency-burn-1d", "ticket", "latency-budget", "Latency1dLong Latency1dShort"],
    ["Latency3d", "api-latency-burn-3d", "ticket", "latency-budget", "Latency3dLong Latency3dShort"],
  ]);
  expect(new Set(both.alarms.map(({ severity }) => severity))).toEqual(new Set(["none"]));
  const members = both.composites.flatMap(({ all = [] }) => all);
  expect(both.alarms.map(({ id }) => id)).toEqual(members);
  expect(new Set(members).size).toBe(16);
});

test("one outage pages once: the 1-hour page mutes the 6-hour page, and for the 30 minutes of its short window afterwards", () => {
  expect(both.composites.flatMap(({ id, suppressedBy }) => (suppressedBy ? [[id, suppressedBy]] : []))).toEqual([
    ["Availability6h", { alarm: "Availability1h", extension: "30 minutes" }],
    ["Latency6h", { alarm: "Latency1h", extension: "30 minutes" }],
  ]);
});

test("a page states how much of the budget is spent, and when it is exhausted", () => {
  const [fast, steady] = both.composites;
  expect(fast?.description).toBe("Error budget burn rate of api is above 14.4 over 1 hour and over the last 5 minutes.");
  expect(fast?.reason).toBe(
    "SLO: 99.9% of requests to api do not return 5xx. 2% of the 30 days error budget is spent; " +
      "at this rate it is exhausted 50 hours after the start.",
  );
  expect(steady?.reason).toContain("it is exhausted 5 days after the start");
});

test("alarms divide failed requests by all requests", () => {
  const expressionOf = (id: string) => {
    const metric = both.alarms.find((row) => row.id === id)?.metric;
    return metric && isMath(metric) ? metric.expression : undefined;
  };
  expect(expressionOf("Latency1hLong")).toBe(
    "IF(FILL(answers, 0) * (100 - FILL(fast, 100)) / 100 >= 10, " +
      "100 * (FILL(answers, 0) * (100 - FILL(fast, 100)) / 100) / (FILL(answers, 0)) / 1, 0)",
  );
  expect(expressionOf("Availability1hShort")).toMatch(
    /^IF\(FILL\(failed, 0\) \+ IF\(.* >= 1, 100 \* \(.*\) \/ \(FILL\(requests, 0\)\) \/ 0\.1, 0\)$/,
  );
});

describe("CloudWatch's limits", () => {
  const alone = watchObjectives({ service: "api", objectives: { availability: "99.9%" }, target: { ...target, alone: true } });

  test.each([...both.alarms, ...alone.alarms].map((row) => [row.id, row] as const))("hold for %s", (_id, row) => {
    if (!isMath(row.metric)) throw new Error("metric math");
    const { expression, metrics } = row.metric;
    expect(row.datapoints).toBe(1);
    expect(seconds(row.period) % 60).toBe(0);
    expect(seconds(row.period)).toBeLessThanOrEqual(seconds(row.period) >= 3_600 ? 604_800 : 86_400);
    expect(Object.keys(metrics).length).toBeLessThanOrEqual(10);
    // The provider rejects longer expressions.
    expect(expression.length).toBeLessThanOrEqual(1_024);
    // AWS advises against functions over all datapoints in alarms.
    expect(expression).not.toMatch(/SUM|AVG|MIN|MAX|STDDEV|COUNT/);
    expect(new Set(expression.match(/[a-z]+/g))).toEqual(new Set(Object.keys(metrics)));
  });

  test("hold for the three statistics", () => {
    const statistics = both.alarms
      .flatMap(({ metric }) => (isMath(metric) ? Object.values(metric.metrics) : []))
      .map((metric) => metric.statistic);
    expect(new Set(statistics)).toEqual(new Set(["Sum", "SampleCount", "PR(:0.3)"]));
  });
});

describe("an SLO", () => {
  test.each<[Percent | number, number]>([
    ["99.9%", 0.1],
    ["99.95%", 0.05],
    ["99.999%", 0.001],
    ["90%", 10],
    [99, 1],
    [99.9, 0.1],
    [50, 50],
  ])("of %p leaves an error budget of %p%%", (objective, budget) => expect(budgetOf(objective)).toBe(budget));

  test.each<[Percent | number, string]>([
    ["100%", "an SLO of 100% leaves an error budget of 0%"],
    [0, "an SLO of 0 leaves an error budget of 100%"],
    [101, "an SLO of 101 leaves an error budget of -1%"],
    [Number.NaN, "an SLO of NaN leaves an error budget of NaN%"],
  ])("of %p is rejected", (objective, message) =>
    expect(() => budgetOf(objective)).toThrow(new RangeError(`${message}; it must be between 0% and 100%. For example: "99.9%"`)),
  );

  test.each([
    [99.9, ["1h", "6h", "1d", "3d"]],
    [93.1, ["1h", "6h", "1d", "3d"]],
    [93, ["6h", "1d", "3d"]],
    [83, ["1d", "3d"]],
    [66, ["3d"]],
  ])("of %p%% has only the alarms that it can reach: %p", (objective, ids) =>
    expect(reachable(budgetOf(objective)).map(({ id }) => id)).toEqual(ids),
  );

  test("of latency is monitored only if the service has one", () => {
    const { alarms, composites, signals } = watchObjectives({ service: "api", objectives: { availability: "99.5%" }, target });
    expect([alarms.length, composites.length, signals.length]).toEqual([8, 4, 2]);
    expect(both.signals.map(({ signal, title }) => `${signal}: ${title}`)).toEqual([
      "errors: Availability: remaining error budget of 30 days",
      "errors: Availability: burn rate",
      "latency: Latency: remaining error budget of 30 days",
      "latency: Latency: burn rate",
    ]);
  });

  test.each(["1 ms", "250 ms", "1500 ms", "2 seconds"] as const)("of %s is a percentile rank that the provider accepts", (under) => {
    const { alarms } = watchObjectives({ service: "api", objectives: { availability: "99.5%", latency: { p: 95, under } }, target });
    const metric = alarms.at(-1)?.metric;
    const statistic = metric && isMath(metric) ? metric.metrics.fast?.statistic : undefined;
    expect(statistic).toMatch(PROVIDER_STATISTIC);
    expect(statistic).toBe(`PR(:${{ "1 ms": 0.001, "250 ms": 0.25, "1500 ms": 1.5, "2 seconds": 2 }[under]})`);
  });
});
