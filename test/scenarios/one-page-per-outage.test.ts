import { known } from "../../stacks/regions";
import type { Published } from "../support/alarms/alarm";
import { begins, StackAlarms } from "../support/alarms/composite";
import { metricsOf } from "../support/alarms/outage-simulation";
import { watchingOf } from "../support/alarms/platform-alarms";
import { type AlarmNode, severityOf, alarmGraph } from "../support/alarms/notification-graph";
import type { Environment } from "../../config/schema";
import type { StackJson } from "../support/synth";
import { prod } from "../fixtures/environments/photofeed";
import { synthesizeMissing } from "../support/platform";
import { LEVELS, type Level } from "../../constructs/watching/level";

const ENVIRONMENTS = LEVELS.map((level) => [level, { ...prod, observability: { level } }] as const);
synthesizeMissing(ENVIRONMENTS.map(([, environment]) => environment));
const STACK = "prod-us-east-1-watch";

/** The alarms of one region at a level of monitoring. */
class Region {
  public readonly stack: StackJson;
  public readonly alarms: readonly AlarmNode[];
  public readonly pages: readonly AlarmNode[];

  public constructor(environment: Environment) {
    const watching = watchingOf(environment);
    this.stack = known(watching.stacks, STACK);
    this.alarms = [...alarmGraph(watching).values()].filter(({ stack }) => stack === STACK);
    this.pages = this.alarms.filter(({ topics }) => topics.length > 0).filter((alarm) => severityOf(alarm) === "page");
  }
}

const REGIONS = new Map(ENVIRONMENTS.map(([level, environment]) => [level, new Region(environment)] as const));

/** Long enough to fill the one-hour evaluation windows before the outage starts. */
const BEGIN = 70;
const MINUTES = 150;

/** Metric values of a healthy minute, by metric name; other metrics report no data. */
const WELL: Readonly<Record<string, number>> = {
  CPUUtilization: 40,
  DatabaseConnections: 10,
  FreeStorageSpace: 90e9,
  MaximumUsedTransactionIDs: 1e6,
  ReplicaLag: 1,
  HealthyHostCount: 3,
  RequestCount: 1_000,
  HTTPCode_Target_2XX_Count: 1_000,
  "TargetResponseTime SampleCount": 1_000,
  "TargetResponseTime PR": 100,
  PortAllocationErrorCount: 0,
  ErrorPortAllocation: 0,
  ApproximateAgeOfOldestMessage: 5,
  ApproximateNumberOfMessagesVisible: 0,
  NumberOfMessagesReceived: 60,
  NumberOfMessagesDeleted: 60,
  RunningTaskCount: 3,
  CurrConnections: 20,
};

/** Metric values during an outage: `<alarm> <metric>` for the metric as that alarm reads it, or `<metric>` for every alarm. */
type Outage = Readonly<Record<string, number | undefined | ((since: number) => number | undefined)>>;

/** Pages of an outage, each with the number of minutes until it. The outage lasts permanently, or for a given number of minutes. */
function pagesOf(level: Level, outage: Outage, lasts = Infinity): readonly (readonly [alarm: string, minute: number])[] {
  const region = known(REGIONS, level);
  const alarms = new StackAlarms(region.stack, publishedIn(region, outage, lasts));
  return region.pages
    .flatMap(({ name, members }) => {
      const minutes = members.length > 0 ? alarms.composite(name).notified : begins(alarms.states(name));
      return minutes.map((minute) => [name.replace("prod-us-east-1-", ""), minute - BEGIN + 1] as const);
    })
    .sort(([, a], [, b]) => a - b);
}

function publishedIn({ alarms }: Region, outage: Outage, lasts: number): readonly Published[] {
  const found = new Map<string, Published>();
  for (const { name: alarm, block, members } of alarms) {
    if (members.length > 0) continue;
    for (const { namespace, metric_name, dimensions = {}, stat } of metricsOf(block)) {
      const names = [`${metric_name} ${stat.replace(/\(.*/, "")}`, metric_name];
      const keys = [...names.map((name) => `${alarm.replace("prod-us-east-1-", "")} ${name}`), ...names];
      const bad = keys.find((key) => Object.hasOwn(outage, key));
      const well = WELL[names[0] ?? ""] ?? WELL[metric_name];
      const minutes = Array.from({ length: MINUTES }, (_, minute) => {
        const since = minute - BEGIN;
        if (bad === undefined || since < 0 || since >= lasts) return well;
        const level = outage[bad];
        return typeof level === "function" ? level(since) : level;
      });
      const key = JSON.stringify([namespace, metric_name, dimensions, stat]);
      if (!found.has(key) || bad !== undefined) found.set(key, { namespace, name: metric_name, dimensions, statistic: stat, minutes });
    }
  }
  return [...found.values()];
}

/** API metrics when a resource behind it fails that half of the requests need. */
const API_FAILS: Outage = { HTTPCode_Target_2XX_Count: 500, HTTPCode_Target_5XX_Count: 500 };

/** Worker metrics when the resource fails. */
const WORK_FAILS: Outage = {
  ApproximateAgeOfOldestMessage: (since) => 60 * since,
  NumberOfMessagesDeleted: undefined,
};

/** The page of an API failure: at lower levels, the service has only one. */
const pageOfApi = (level: Level, alarm: string) => (level === "full" ? alarm : "service-api-page");

/** Missing data is detected two minutes late: CloudWatch replaces missing datapoints with older ones. */
const PRIMARY_GONE: Outage = {
  ...API_FAILS,
  ...WORK_FAILS,
  "main-silent CPUUtilization": undefined,
  "main-quiet CPUUtilization": undefined,
  DatabaseConnections: undefined,
  ReplicaLag: (since) => 60 * since,
};

describe.each(LEVELS)("at the level %s", (level) => {
  test("sends no notification while all metrics are healthy", () => {
    expect(pagesOf(level, {})).toEqual([]);
  });

  test("a database outage that fails all of its users pages once", () => {
    expect(pagesOf(level, PRIMARY_GONE)).toEqual([["main-silent", 7]]);
  });

  test.each([8, 20])("a database that recovers after %i minutes causes no further pages from longer evaluation windows", (minutes) => {
    expect(pagesOf(level, PRIMARY_GONE, minutes)).toEqual([["main-silent", 7]]);
  });

  test("a cache outage that fails the API pages once", () => {
    expect(pagesOf(level, { ...API_FAILS, CurrConnections: undefined })).toEqual([["sessions-silent", 7]]);
  });

  test("an API without tasks, for which the load balancer responds, pages once", () => {
    const gone = { HTTPCode_Target_2XX_Count: undefined, RequestCount: undefined, HTTPCode_ELB_5XX_Count: 1_000 };
    const pages = pagesOf(level, { ...gone, "service-api-no-tasks HealthyHostCount": 0 });
    expect(pages.map(([alarm]) => alarm)).toEqual([pageOfApi(level, "service-api-no-tasks-page")]);
    expect(pages[0]?.[1]).toBeLessThanOrEqual(5);
  });

  test("an API failure without another cause pages once", () => {
    expect(pagesOf(level, API_FAILS)).toEqual([[pageOfApi(level, "api-availability-burn-1h"), level === "basic" ? 6 : 4]]);
  });

  test("an API that fails again for another reason pages again after the database has recovered", () => {
    const noTasks = { "service-api-no-tasks HealthyHostCount": (since: number) => (since < 40 ? 3 : 0) };
    const database = (since: number) => (since < 10 ? undefined : 40);
    const recovered = { "main-silent CPUUtilization": database, "main-quiet CPUUtilization": database };
    const names = pagesOf(level, { ...recovered, ...noTasks }).map(([alarm]) => alarm);
    expect(names).toContain(pageOfApi(level, "service-api-no-tasks-page"));
  });

  test.each<[string, Outage, readonly (readonly [string, number])[]]>([
    [
      "the database has no connection left",
      { ...WORK_FAILS, "main-connections-full DatabaseConnections": 100_000, "main-connections-taken DatabaseConnections": 100_000 },
      [["main-connections-full", 5]],
    ],
    ["DynamoDB fails", { SystemErrors: 1_000 }, [["likes-system-errors", 5]]],
  ])("%s, which fails the API, pages once", (_, outage, cause) => {
    expect(pagesOf(level, { ...API_FAILS, ...outage })).toEqual(cause);
  });

  test("a worker without tasks pages once", () => {
    const stopped = {
      ...WORK_FAILS,
      RunningTaskCount: undefined,
      ApproximateNumberOfMessagesVisible: 50,
      NumberOfMessagesReceived: undefined,
    };
    const pages = pagesOf(level, stopped).map(([alarm]) => alarm);
    expect(pages).toEqual([level === "full" ? "worker-mailer-no-tasks-page" : "worker-mailer-page"]);
  });

  test("targets of the NLB do not suppress alarms of the ALB", () => {
    const gone = { HTTPCode_ELB_5XX_Count: 1_000, "ingest-down HealthyHostCount": 0, "service-ingest-no-tasks HealthyHostCount": 0 };
    const names = pagesOf(level, gone).map(([name]) => name);
    expect(names.some((name) => name.startsWith("service-ingest"))).toBe(true);
    expect(names.some((name) => name === "service-api-page" || name.startsWith("api-") || name.startsWith("alb-"))).toBe(true);
  });
});
