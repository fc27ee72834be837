import type { Use } from "../../../../constructs/registry";
import { suppressedService } from "../../../../constructs/compute/service/watch/watched";
import { suppressionsOf } from "../../../../constructs/compute/worker/watch";
import { watchReaders } from "../../../../constructs/database/watch/replica";
import { suppressorsIn, withoutScaledToZero } from "../../../../constructs/observability/suppression/suppressors";
import { consumableQueue } from "../../../../constructs/queue/consumable";
import type { Watched } from "../../../../constructs/watching/watched";
import { EMAILS, MAILER as WORKER } from "../../compute/watch/workloads";
import { POSTGRES } from "../../database/fixtures";
import { alarm, pair, watchedResource } from "./resources";

/** Engine and watches together: what the folders of workloads and databases say of causes, and what the engine makes of it. */

const DATABASE = watchedResource("database", "main", [alarm("Silent", "page"), alarm("Quiet", "explains"), alarm("Taken", "explains")]);
const CACHE = watchedResource("cache", "sessions", [alarm("Quiet", "explains")]);
const TABLE = watchedResource("table", "likes", [alarm("Failing", "explains")]);
const { suppressed: OF_READERS = [] } = watchReaders({
  database: { ...POSTGRES, name: "main" },
  identifiers: ["dev-main"],
  lag: "1 minute",
});
const READERS = withSuppressions(watchedResource("replica", "main readers", [alarm("ReadersOut", "page")]), OF_READERS);
const BURNING = [pair("Availability1h", ["AvailabilityLong", "AvailabilityShort"]), pair("Latency1h", ["LatencyLong"])];
const API = watchedResource(
  "service",
  "api",
  [alarm("Down", "page"), alarm("Errors", "page"), alarm("Metric-uploads", "page"), alarm("Cpu", "ticket")],
  BURNING,
);
const INGEST = watchedResource("service", "ingest", [alarm("Down", "page")]);
const MAILER = watchedResource("worker", "mailer", [alarm("Late", "page"), alarm("NoTasks", "page"), alarm("Backlog", "ticket")]);
const QUEUE = watchedResource("queue", "emails", [alarm("Failing", "page"), alarm("Expiring", "page"), alarm("DeadLetters", "ticket")]);
const BALANCER = watchedResource("load-balancer", "public", [alarm("Unanswered", "page"), alarm("Rejected", "page")]);
const ALL = [BALANCER, API, INGEST, MAILER, QUEUE, DATABASE, READERS, CACHE, TABLE];

function withSuppressions({ watch, ...rest }: Watched, suppressed: NonNullable<Watched["watch"]["suppressed"]>): Watched {
  return { ...rest, watch: { ...watch, suppressed } };
}

/** What a workload says of one of the things, if it is the workload's own. */
type Workload = (resource: Watched) => Watched;

const service =
  (kind: "http" | "network", name: string, uses: readonly Use[]): Workload =>
  (resource) =>
    resource.watch.tier === "service" && resource.watch.name === name ? suppressedService({ kind, name, uses }, resource) : resource;

const api = (...uses: readonly Use[]): Workload => service("http", "api", uses);
const INGESTS = service("network", "ingest", []);
const mailer =
  (...uses: readonly Use[]): Workload =>
  (resource) =>
    resource.watch.tier === "worker"
      ? withSuppressions(resource, suppressionsOf({ worker: { ...WORKER, uses }, consumes: consumableQueue(EMAILS, "dev-emails") }))
      : resource;

const saying = (workloads: readonly Workload[], watched: readonly Watched[]) =>
  watched.map((resource) => workloads.reduce((said, workload) => workload(said), resource));
const causes = (workloads: readonly Workload[], watched = ALL) => Object.fromEntries(suppressorsIn(saying(workloads, watched)));

test.each<[Use, readonly string[]]>([
  [{ kind: "database", name: "main" }, ["database-main-Quiet", "database-main-Taken"]],
  [{ kind: "cache", name: "sessions" }, ["cache-sessions-Quiet"]],
  [{ kind: "table", name: "likes" }, ["table-likes-Failing"]],
])("%j explains all pages of a service that uses it, those on its budgets too, and no ticket", (use, by) => {
  const found = causes([api(use)]);
  for (const id of ["Down", "Errors", "Metric-uploads", "Availability1h", "Latency1h"])
    expect(found[`service-api-${id}`]).toEqual(expect.arrayContaining([...by]));
  expect(found).not.toHaveProperty("service-api-Cpu");
});

test.each<Use>([
  { kind: "queue", name: "emails" },
  { kind: "secret", name: "mail-key" },
])("%j explains nothing of who uses it", (use) => {
  expect(causes([api(use)])).toEqual(causes([api()]));
});

test("a service without a healthy task explains its other pages, and not itself", () => {
  const found = causes([api()]);
  for (const id of ["Errors", "Metric-uploads", "Availability1h", "Latency1h"])
    expect(found[`service-api-${id}`]).toEqual(["service-api-Down"]);
  expect(found).not.toHaveProperty("service-api-Down");
});

test("services that do not answer explain that the load balancer does; slow ones and figures of the business do not", () => {
  expect(causes([api(), INGESTS])["load-balancer-public-Unanswered"]).toEqual([
    "service-api-Down",
    "service-api-Errors",
    "service-api-Availability1h",
  ]);
});

test("what is behind the NLB explains nothing of the ALB, and nothing explains connections that the ALB rejects", () => {
  expect(causes([INGESTS], [BALANCER, INGEST])).toEqual({});
  expect(causes([api(), INGESTS])).not.toHaveProperty("load-balancer-public-Rejected");
});

describe("a worker", () => {
  const found = causes([mailer({ kind: "database", name: "main" })]);
  const stores = ["database-main-Quiet", "database-main-Taken"];

  test("fails its messages for what it uses", () => {
    expect(found["queue-emails-Failing"]).toEqual(stores);
    expect(found["worker-mailer-NoTasks"]).toEqual(stores);
  });

  test("is late for that, since it has no task, or since messages fail and come again", () => {
    expect(found["worker-mailer-Late"]).toEqual([...stores, "worker-mailer-NoTasks", "queue-emails-Failing"]);
  });

  test("never explains that messages are about to be lost", () => {
    expect(Object.keys(found)).not.toContain("queue-emails-Expiring");
  });
});

test("the leading instance explains that its readers are out, where it is in the region", () => {
  expect(causes([])).toEqual({ "replica-main-readers-ReadersOut": ["database-main-Quiet", "database-main-Taken"] });
  expect(causes([], [READERS])).toEqual({});
});

test("what is used and not in the region explains nothing", () => {
  expect(causes([api({ kind: "database", name: "main" })], [INGEST, API])).toEqual(causes([api()], [API]));
});

test("alarms that only explain are left out where they explain nothing", () => {
  const idsOf = (workload: Workload) => {
    const watched = saying([workload], [DATABASE, CACHE, API]);
    return withoutScaledToZero(watched, suppressorsIn(watched)).map(({ watch }) => watch.alarms.map(({ id }) => id));
  };
  expect(idsOf(api({ kind: "cache", name: "sessions" }))).toEqual([["Silent"], ["Quiet"], ["Down", "Errors", "Metric-uploads", "Cpu"]]);
  expect(idsOf(api({ kind: "database", name: "main" })).slice(0, 2)).toEqual([["Silent", "Quiet", "Taken"], []]);
});

test("a watch may say what explains an alarm of another watch, and rows that are not there count for nothing", () => {
  const suppressed = [
    {
      of: { tier: "load-balancer", name: "public" },
      ids: ["Rejected", "Gone"],
      by: [{ tier: "cache", name: "sessions", ids: ["Quiet", "Gone"] }],
    },
  ];
  expect(Object.fromEntries(suppressorsIn([BALANCER, withSuppressions(CACHE, suppressed)]))).toEqual({
    "load-balancer-public-Rejected": ["cache-sessions-Quiet"],
  });
  expect(suppressorsIn([withSuppressions(CACHE, suppressed)]).size).toBe(0);
});
