import type { AlarmRow } from "../../../constructs/watching/alarm-row";
import { atLevel } from "../../../constructs/watching/at-level";
import type { Level } from "../../../constructs/watching/level";
import type { Metric } from "../../../constructs/watching/metric";
import type { Watched } from "../../../constructs/watching/watched";

const METRIC: Metric = { namespace: "Test", name: "Errors", dimensions: {}, statistic: "Sum", label: "Errors", betterIs: "lower" };

function row(id: string, changes: Partial<Pick<AlarmRow, "level" | "alone">> = {}): AlarmRow {
  return {
    id,
    name: ["api", id],
    description: `${id} is high.`,
    reason: "One of two windows.",
    severity: "none",
    metric: METRIC,
    comparison: "above",
    threshold: 1,
    period: "1 minute",
    datapoints: 1,
    missingData: "notBreaching",
    ...changes,
  };
}

const WATCHED: Watched = {
  watch: {
    tier: "service",
    name: "api",
    alarms: [
      row("Long", { level: "standard" }),
      row("Short", { level: "basic", alone: { reason: "Users see errors.", metric: METRIC, period: "5 minutes", datapoints: 3 } }),
      row("Cause"),
    ],
    signals: [
      {
        signal: "errors",
        title: "Errors",
        metrics: [METRIC],
        limits: [
          { label: "Alarm api Cause", value: 1, alarm: "Cause" },
          { label: "Target", value: 2 },
        ],
      },
      { signal: "errors", title: "Billed", level: "standard", metrics: [METRIC] },
    ],
    suppressed: [
      { ids: ["Pair"], by: [{ tier: "database", name: "main" }] },
      { of: { tier: "load-balancer", name: "public" }, ids: ["Pair"], by: [{ tier: "service", name: "api", ids: ["Pair"] }] },
    ],
    page: { name: ["api", "page"], description: "It fails.", reason: "Users notice.", runbook: "workload-failing" },
  },
  composites: [
    {
      id: "Pair",
      name: ["api", "pair"],
      level: "standard",
      severity: "page",
      runbook: "errors",
      description: "Both.",
      reason: "Both.",
      all: ["Long", "Short"],
    },
  ],
};

const idsAt = (level: Level) => atLevel(WATCHED, level).watch.alarms.map(({ id }) => id);

test("keeps the rows of the level and of lower levels; a row without a level exists at full only", () => {
  expect([idsAt("basic"), idsAt("standard"), idsAt("full")]).toEqual([["Short"], ["Long", "Short"], ["Long", "Short", "Cause"]]);
});

test("changes nothing at the level full, except that each alarm pages itself", () => {
  const { page: _page, ...watch } = WATCHED.watch;
  expect(atLevel(WATCHED, "full")).toEqual({ ...WATCHED, watch });
});

test("a member replaces a composite alarm that does not exist at the level, with its severity and runbook", () => {
  const [alone] = atLevel(WATCHED, "basic").watch.alarms;
  expect(alone).toMatchObject({ severity: "page", runbook: "errors", reason: "Users see errors.", period: "5 minutes", datapoints: 3 });
  expect(atLevel(WATCHED, "basic").composites).toEqual([]);
});

test("a member of an existing composite alarm stays as it is", () => {
  expect(atLevel(WATCHED, "standard").watch.alarms[1]).toEqual(WATCHED.watch.alarms[1]);
});

test("suppressions follow the member that replaces a composite alarm, but only for alarms of the watch itself", () => {
  expect(atLevel(WATCHED, "basic").watch.suppressed).toEqual([
    { ids: ["Short"], by: [{ tier: "database", name: "main" }] },
    { of: { tier: "load-balancer", name: "public" }, ids: ["Pair"], by: [{ tier: "service", name: "api", ids: ["Short"] }] },
  ]);
});

test("graphs lose the thresholds of missing alarms, and graphs of billed metrics exist at their level", () => {
  const { signals } = atLevel(WATCHED, "basic").watch;
  expect(signals.map(({ title, limits }) => [title, limits])).toEqual([["Errors", [{ label: "Target", value: 2 }]]]);
});

test("a workload has its combined page below the level full", () => {
  expect(atLevel(WATCHED, "standard").watch.page).toEqual(WATCHED.watch.page);
  expect(atLevel(WATCHED, "full").watch.page).toBeUndefined();
});
