import type { Objectives } from "../../../../constructs/watching/model";
import { seconds } from "../../../../language/units";
import type { CompositeRow } from "../../../../constructs/watching/composite-row";
import { type ObjectiveWatch, watchObjectives } from "../../../../constructs/compute/service/watch/objectives";
import { isMath } from "../../../../constructs/watching/metric-math";
import { CloudWatch, minutesUntil, times } from "../../../support/slo/cloudwatch";
import { between, changed, daily, DAY, HOUR, type Minute, MONTH, type Traffic, traffic } from "../../../support/slo/traffic";

function watched(objectives: Objectives, alone = false): ObjectiveWatch {
  const target = { loadBalancerSuffix: "app/main/1", targetGroupSuffix: "targetgroup/api/2", alone };
  return watchObjectives({ service: "api", objectives, target });
}

const three = watched({ availability: "99.9%" });

function composite(id: string, { composites }: ObjectiveWatch = three): CompositeRow {
  const found = composites.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`no ${id}`);
  return found;
}

/** Whether an alarm fires, minute by minute. */
function raised(id: string, series: Traffic, watch = three): boolean[] {
  return new CloudWatch(series).raised(composite(id, watch), watch.alarms);
}

/** Whether any alarm pages, minute by minute. */
function paged(series: Traffic, watch = three): boolean[] {
  const cloudWatch = new CloudWatch(series);
  const pages = watch.composites.filter(({ severity }) => severity === "page").map((row) => cloudWatch.raised(row, watch.alarms));
  return series.map((_, minute) => pages.some((page) => page[minute]));
}

/** Four healthy days, so that every window is full, then six days with failures. Not random, so that times are exact. */
const START = 4 * DAY;
const after = (failing: (minute: number) => number, rate = 600) => traffic({ minutes: 10 * DAY, rate: () => rate, failing });

/** A task that does not respond: the load balancer responds with an error after its timeout. */
const unanswered = ({ requests }: Minute) => ({ elb: requests, unanswered: requests, failed: 0 });

describe("time to detection: threshold x budget / error rate of the window, exactly", () => {
  test.each([
    // A window of w minutes exceeds a burn rate of b after m minutes of errors at rate e, when m e / w > b 0.001.
    ["total outage", 1, "Availability1h", 1], //  m > 0.864
    ["every other request", 0.5, "Availability1h", 2], // m > 1.73
    ["10% of the requests", 0.1, "Availability1h", 9], // m > 8.64
    ["2%", 0.02, "Availability1h", 44], // m > 43.2
    ["1.4%: too slow for the first page", 0.014, "Availability1h", undefined],
    ["1.4%", 0.014, "Availability6h", 155], // m > 154.3
    ["1%", 0.01, "Availability6h", 217], // m > 216
    ["0.5%: too slow for a page", 0.005, "Availability6h", undefined],
    ["1%: the ticket follows the page", 0.01, "Availability1d", 433], // m > 432
    ["0.5%", 0.005, "Availability1d", 865], // m > 864
    ["0.25%: too slow for the first ticket", 0.0025, "Availability1d", undefined],
    // Evaluated once an hour: the next full hour after m > 1,728.
    ["0.25%", 0.0025, "Availability3d", 29 * HOUR],
    ["0.15%", 0.0015, "Availability3d", 49 * HOUR], // m > 2,880, which is 48 h: not yet above
    ["0.09%: within the objective", 0.0009, "Availability3d", undefined],
  ])("%s", (_name, share, id, minutes) => {
    expect(minutesUntil(raised(id, after(between(START, Infinity, share))), START)).toBe(minutes);
  });

  test.each([7, 19, 31, 59])("the 3-day window is at most an hour later than a sliding one: start %p minutes past the hour", (past) => {
    const start = START + past;
    const took = minutesUntil(raised("Availability3d", after(between(start, Infinity, 0.0025))), start) ?? Infinity;
    expect(took).toBeGreaterThanOrEqual(1_729);
    expect(took).toBeLessThan(1_729 + HOUR);
  });

  // Random, at any hour: the request rate of the last hour differs from the current rate by at most a third here.
  test.each([2, 8, 14, 20])("a total outage at %p:00 of a day with three times as many requests at noon as at night", (hour) => {
    const start = START + hour * HOUR;
    const series = traffic({ minutes: 6 * DAY, rate: daily(200, 600), failing: between(start, start + HOUR, 1, 0.0005), seed: hour });
    // One or two minutes. In addition, the load balancer takes up to a minute to publish its counts.
    expect(minutesUntil(paged(series), start)).toBeLessThanOrEqual(2);
  });

  test.each([1, 2, 3])("10%% of the requests, random (seed %p): within a minute of the exact 9", (seed) => {
    const series = traffic({ minutes: 6 * DAY, rate: () => 600, failing: between(START, START + 2 * HOUR, 0.1, 0.0005), seed });
    const took = minutesUntil(paged(series), START) ?? Infinity;
    // The 0.05% before the outage count too: 8.64 - 60 x 0.0005 / 0.1 = 8.34; one minute has 60 +- 8 failures, nine have 540 +- 23, or half a minute.
    expect(took).toBeGreaterThanOrEqual(8);
    expect(took).toBeLessThanOrEqual(10);
  });
});

describe("recovery", () => {
  test.each([
    ["a total outage of half an hour", 1, 30, "Availability1h", 5],
    ["10% for an hour", 0.1, 60, "Availability1h", 5], // a fifth of the short window at 10% is 2% on average
    ["1% for six hours", 0.01, 6 * HOUR, "Availability6h", 12], // 18 of 30 minutes at 1% are 0.6%, no longer above
    ["0.5% for a day", 0.005, DAY, "Availability1d", 48], // 72 of 120 minutes
  ])("from %s is detected within minutes of the fix", (_name, share, lasts, id, minutes) => {
    const fix = START + lasts;
    const states = raised(id, after(between(START, fix, share)));
    expect(states[fix - 1]).toBe(true);
    expect(minutesUntil(states, fix, false)).toBe(minutes);
    expect(times(states)).toBe(1);
  });

  test("follows if traffic ends, because no requests are not an outage", () => {
    const outage = traffic({ minutes: 6 * DAY, rate: (minute) => (minute < START + 20 ? 600 : 0), failing: between(START, START + 20, 1) });
    const states = paged(outage);
    expect(states[START + 19]).toBe(true);
    // The 6-hour alarm has a short window of 30 minutes, the 1-hour alarm one of five.
    expect(minutesUntil(states, START + 20, false)).toBe(30);
  });

  test("takes an hour without the short window", () => {
    const fix = START + 30;
    const series = after(between(START, fix, 1));
    const { all = [], ...row } = composite("Availability1h");
    const mutant: CompositeRow = { ...row, any: undefined, all: all.filter((id) => id.endsWith("Long")) };
    const endsAfter = (candidate: CompositeRow) => minutesUntil(new CloudWatch(series).raised(candidate, three.alarms), fix, false);
    expect(mutant.all).toHaveLength(1);
    expect(endsAfter(composite("Availability1h"))).toBe(5);
    expect(endsAfter(mutant)).toBe(60);
  });
});

describe("no false page", () => {
  test("for a failure rate of 10% in one minute, for which the short window alone would page", () => {
    const series = after(between(START, START + 1, 0.1));
    const { all = [], ...row } = composite("Availability1h");
    const mutant: CompositeRow = { ...row, any: undefined, all: all.filter((id) => id.endsWith("Short")) };
    expect(times(new CloudWatch(series).raised(mutant, three.alarms))).toBe(1);
    expect(times(raised("Availability1h", series))).toBe(0);
  });

  test.each([1, 2, 3, 4, 5])("and no ticket in 30 days at half the budget (seed %p)", (seed) => {
    const series = traffic({ rate: daily(30, 900), failing: () => 0.0005, seed });
    for (const { id } of three.composites) expect([id, times(raised(id, series))]).toEqual([id, 0]);
  });

  test.each([1, 2, 3])("but a ticket in 30 days at exactly the budget (seed %p)", (seed) => {
    const series = traffic({ rate: daily(30, 900), failing: () => 0.001, seed });
    expect(times(paged(series))).toBe(0);
    expect(times(raised("Availability3d", series))).toBeGreaterThan(0);
  });

  // From one request in 20 minutes to one per second. The minimum count and the burn rate meet in between.
  test.each([0.05, 0.5, 2, 7, 20, 60])("in 30 days at half the budget with %p requests per minute", (rate) => {
    const series = traffic({ rate: daily(rate / 10, rate), failing: () => 0.0005, seed: 6 });
    expect(times(paged(series))).toBe(0);
  });

  test("in 30 days with one failure at 3 a.m. each night, among about ten requests in that hour", () => {
    const quiet = traffic({ rate: daily(0.05, 20) });
    const series = quiet.map((minute, index) => (index % DAY === 3 * HOUR ? { ...minute, requests: 1, failed: 1 } : minute));
    const cloudWatch = new CloudWatch(series);
    const rows = three.alarms.map((row) => ({ ...row, metric: withoutLeast(row.metric) }));
    expect(times(paged(series))).toBe(0);
    // Without the minimum count of failures, it pages every night.
    expect(times(cloudWatch.raised(composite("Availability1h"), rows))).toBeGreaterThanOrEqual(29);
  });

  test.each([
    [9, 0],
    [10, 1],
  ])("%p failures in an hour with little traffic: %p pages", (failures, pages) => {
    const quiet = traffic({ minutes: 6 * DAY, rate: () => 1 });
    const series = changed(quiet, START, START + failures, ({ requests }) => ({ failed: requests }));
    expect(times(raised("Availability1h", series))).toBe(pages);
  });

  test.each([
    // A minute is a sixtieth of an hour: at 99.9% it exceeds 14.4 x 0.1% when 86.4% of its requests fail.
    ["99.9%", 0.5, 0],
    ["99.9%", 0.86, 0],
    // A whole minute is 2.3% of the 43.2 minutes that a month allows: more than the 2% of the SRE workbook.
    ["99.9%", 1, 1],
    ["99.5%", 1, 0],
    ["99%", 1, 0],
  ] as const)("one minute, SLO %p, error rate %p: %p pages", (availability, share, pages) => {
    const watch = watched({ availability });
    const states = paged(after(between(START, START + 1, share)), watch);
    expect(times(states)).toBe(pages);
    expect(states.filter(Boolean).length).toBe(5 * pages);
  });

  test("in a burst of ten times the traffic that fails four times as often as allowed for five minutes", () => {
    const burst = between(START, START + 10, 6_000, 600);
    const series = traffic({ minutes: 6 * DAY, rate: burst, failing: between(START, START + 5, 0.004, 0.0005), seed: 9 });
    expect(times(paged(series))).toBe(0);
  });
});

describe("few requests", () => {
  test.each([
    // Ten failures are required.
    [2, 5],
    [1, 10],
    [0.5, 20],
    // Ten failures do not accumulate in one hour, but they do in six.
    [0.1, 100],
  ])("%p per minute: a total outage pages after %p minutes", (rate, minutes) => {
    expect(minutesUntil(paged(after(between(START, Infinity, 1), rate)), START)).toBe(minutes);
  });

  test("30 per day: no page, and a ticket after the tenth failure", () => {
    const series = after(between(START, Infinity, 1), 30 / DAY);
    expect(times(paged(series))).toBe(0);
    expect(minutesUntil(raised("Availability1d", series), START)).toBe(8 * HOUR);
  });

  test("nine per day: no notification", () => {
    const series = after(between(START, Infinity, 1), 9 / DAY);
    for (const { id } of three.composites) expect([id, times(raised(id, series))]).toEqual([id, 0]);
  });
});

describe("the load balancer's own 5xx", () => {
  const healthy = traffic({ minutes: 6 * DAY, rate: () => 600 });

  test.each([false, true])("count while tasks hang (alone: %p)", (alone) => {
    const series = changed(healthy, START, START + HOUR, unanswered);
    expect(minutesUntil(paged(series, watched({ availability: "99.9%" }, alone)), START)).toBe(1);
  });

  test("count for a service without tasks if it is alone; otherwise the alarm on healthy tasks notifies", () => {
    const series = changed(healthy, START, START + HOUR, ({ requests }) => ({ requests: 0, elb: requests }));
    expect(minutesUntil(paged(series, watched({ availability: "99.9%" }, true)), START)).toBe(1);
    expect(times(paged(series, watched({ availability: "99.9%" }, false)))).toBe(0);
  });

  test("of another service count only up to the number of clients that left", () => {
    const left = (share: number) => healthy.map((minute) => ({ ...minute, unanswered: minute.requests * share }));
    const outage = (series: Traffic) => changed(series, START, START + HOUR, () => ({ elb: 1_000 }));
    expect(times(paged(outage(healthy)))).toBe(0);
    // One of 200 clients leaves: a burn rate of at most 5, too low for a page, regardless of other failures.
    expect(times(paged(outage(left(0.005))))).toBe(0);
    // The documented limit: one of 100 is a burn rate of 10, and pages through the 6-hour window.
    expect(times(paged(left(0.01)))).toBe(0);
    expect(times(paged(outage(left(0.01))))).toBe(1);
  });
});

describe("latency: 99% within 300 ms", () => {
  const watch = watched({ availability: "99.9%", latency: { p: 99, under: "300 ms" } });
  const slowed = (share: number) => traffic({ minutes: 8 * DAY, rate: () => 600, slow: between(START, Infinity, share) });

  test.each([
    ["all are slow", 1, "Latency1h", 9], // m > 0.144 x 60 = 8.64
    ["one of five", 0.2, "Latency1h", 44], // m > 43.2
    ["one of ten", 0.1, "Latency1h", undefined], // a burn rate of 10
    ["one of ten", 0.1, "Latency6h", 217], // m > 216
    ["one of twenty", 0.05, "Latency1d", 865], // m > 864
    ["2.5%", 0.025, "Latency3d", 29 * HOUR], // m > 1,728
    ["0.9%", 0.009, "Latency3d", undefined],
  ])("%s", (_name, share, id, minutes) => expect(minutesUntil(raised(id, slowed(share), watch), START)).toBe(minutes));

  test("no false page in 30 days with p99 well under 300 ms", () => {
    const series = traffic({ rate: daily(5, 300), slow: () => 0.005, seed: 11 });
    for (const { id } of watch.composites) expect([id, times(raised(id, series, watch))]).toEqual([id, 0]);
  });

  test("a night with nine slow responses of twelve does not page, one with ten does", () => {
    const night = (slow: number) =>
      changed(traffic({ minutes: 6 * DAY, rate: () => 0.2 }), START, START + slow, () => ({ requests: 1, slow: 1 }));
    expect([9, 10].map((slow) => times(raised("Latency1h", night(slow), watch)))).toEqual([0, 1]);
  });
});

describe("missing data", () => {
  const series = changed(
    traffic({ minutes: 6 * DAY, rate: daily(1, 60), failing: between(START, START + 20, 0.6), seed: 3 }),
    START + DAY,
    START + DAY + 30,
    unanswered,
  );

  test("changes nothing, whether CloudWatch's arithmetic treats it as zero or as missing", () => {
    const states = (["zero", "missing"] as const).map((missing) =>
      new CloudWatch(series, missing).raised(composite("Availability1h"), three.alarms),
    );
    expect(states[0]).toEqual(states[1]);
    expect(times(states[0] ?? [])).toBe(2);
  });

  test("in every minute does not page", () => {
    expect(times(paged(traffic({ minutes: DAY, rate: () => 0 })))).toBe(0);
  });
});

describe("the budget line", () => {
  const lineOf = (watch: ObjectiveWatch, series: Traffic, objective = "Availability") => {
    const signal = watch.signals.find(({ title }) => title.startsWith(`${objective}: remaining error budget`));
    const [math] = signal?.metrics ?? [];
    if (!signal || !math || !isMath(math)) throw new Error("metric math");
    expect(seconds(signal.range ?? "1 day") / 60).toBe(MONTH);
    return new CloudWatch(series).line(math, HOUR);
  };

  test.each([
    ["nothing", 0, 100],
    ["half the budget", 0.0005, 50],
    ["all of the budget", 0.001, 0],
    ["twice the budget", 0.002, -100],
  ])("%s is used: an error rate of %p leaves %p%%", (_name, share, left) => {
    const line = lineOf(three, traffic({ rate: () => 600, failing: () => share }));
    expect(line.at(-1)).toBeCloseTo(left, 6);
    expect(line.at(359)).toBeCloseTo(50 + left / 2, 6);
  });

  test("43.2 minutes of outage are the budget of 99.9%", () => {
    const line = lineOf(
      three,
      after(between(START, START + 43.2 / 3, 1)).concat(
        after(() => 0),
        after(() => 0),
      ),
    );
    // 14.4 minutes at full rate; the fifteenth minute, which has started, counts too.
    expect(line.at(-1)).toBeCloseTo(100 * (1 - 15 / 43.2), 6);
  });

  test("of latency counts slow responses", () => {
    const watch = watched({ availability: "99.9%", latency: { p: 99, under: "300 ms" } });
    const line = lineOf(watch, traffic({ rate: daily(10, 600), slow: () => 0.0025 }), "Latency");
    expect(line.at(-1)).toBeCloseTo(75, 6);
  });
});

/** The same expression with a minimum count of one. */
function withoutLeast<M extends object>(metric: M): M {
  return isMath(metric) ? { ...metric, expression: metric.expression.replace(">= 10,", ">= 1,") } : metric;
}
