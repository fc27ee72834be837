import { FIRST_PLACE } from "../../../../constructs/load-balancing/placement/model";
import type { Use } from "../../../../constructs/registry";
import { suppressedService } from "../../../../constructs/compute/service/watch/watched";
import { suppressionsOf } from "../../../../constructs/compute/worker/watch";
import { watchReaders } from "../../../../constructs/database/watch/replica";
import { suppressorsIn, withoutUnusedSuppressors } from "../../../../constructs/observability/suppression/suppressors";
import { consumableQueue } from "../../../../constructs/queue/consumable";
import type { Watched } from "../../../../constructs/watching/watched";
import { EMAILS, MAILER as WORKER } from "../../compute/watch/workloads";
import { POSTGRES } from "../../database/fixtures";
import { alarm, pair, watchedResource } from "./resources";

/** Tests the collection of suppressors together with the watches of workloads and databases. */

const DATABASE = watchedResource("database", "main", [alarm("Silent", "page"), alarm("Quiet", "suppresses"), alarm("Taken", "suppresses")]);
const CACHE = watchedResource("cache", "sessions", [alarm("Quiet", "suppresses")]);
const TABLE = watchedResource("table", "likes", [alarm("Failing", "suppresses")]);
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

/** Suppressors that a workload's watch declares for one used resource. */
type Workload = (resource: Watched) => Watched;

const service =
  (kind: "http" | "network", name: string, uses: readonly Use[]): Workload =>
  (resource) =>
    resource.watch.tier === "service" && resource.watch.name === name
      ? suppressedService({ kind, name, uses, placement: FIRST_PLACE }, resource)
      : resource;

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
])("%j suppresses all pages of a service that uses it, including error budgets, but no ticket", (use, by) => {
  const found = causes([api(use)]);
  for (const id of ["Down", "Errors", "Metric-uploads", "Availability1h", "Latency1h"])
    expect(found[`service-api-${id}`]).toEqual(expect.arrayContaining([...by]));
  expect(found).not.toHaveProperty("service-api-Cpu");
});

test.each<Use>([
  { kind: "queue", name: "emails" },
  { kind: "secret", name: "mail-key" },
])("%j suppresses no page of its users", (use) => {
  expect(causes([api(use)])).toEqual(causes([api()]));
});

test("the alarm on healthy tasks of a service suppresses the service's other pages, but not itself", () => {
  const found = causes([api()]);
  for (const id of ["Errors", "Metric-uploads", "Availability1h", "Latency1h"])
    expect(found[`service-api-${id}`]).toEqual(["service-api-Down"]);
  expect(found).not.toHaveProperty("service-api-Down");
});

test("services that do not respond suppress the load balancer's errors; latency and custom metrics do not", () => {
  expect(causes([api(), INGESTS])["load-balancer-public-Unanswered"]).toEqual([
    "service-api-Down",
    "service-api-Errors",
    "service-api-Availability1h",
  ]);
});

test("services behind the NLB suppress no ALB alarm, and no alarm suppresses rejected connections", () => {
  expect(causes([INGESTS], [BALANCER, INGEST])).toEqual({});
  expect(causes([api(), INGESTS])).not.toHaveProperty("load-balancer-public-Rejected");
});

describe("a worker", () => {
  const found = causes([mailer({ kind: "database", name: "main" })]);
  const stores = ["database-main-Quiet", "database-main-Taken"];

  test("has failing messages suppressed by the resources that it uses", () => {
    expect(found["queue-emails-Failing"]).toEqual(stores);
    expect(found["worker-mailer-NoTasks"]).toEqual(stores);
  });

  test("has its backlog suppressed by used resources, missing tasks and failing messages", () => {
    expect(found["worker-mailer-Late"]).toEqual([...stores, "worker-mailer-NoTasks", "queue-emails-Failing"]);
  });

  test("never suppresses messages that are about to expire", () => {
    expect(Object.keys(found)).not.toContain("queue-emails-Expiring");
  });
});

test("the lead instance suppresses replicas out of rotation in its region", () => {
  expect(causes([])).toEqual({ "replica-main-readers-ReadersOut": ["database-main-Quiet", "database-main-Taken"] });
  expect(causes([], [READERS])).toEqual({});
});

test("a used resource that is not in the region suppresses nothing", () => {
  expect(causes([api({ kind: "database", name: "main" })], [INGEST, API])).toEqual(causes([api()], [API]));
});

test("alarms that only suppress are omitted if they suppress nothing", () => {
  const idsOf = (workload: Workload) => {
    const watched = saying([workload], [DATABASE, CACHE, API]);
    return withoutUnusedSuppressors(watched, suppressorsIn(watched)).map(({ watch }) => watch.alarms.map(({ id }) => id));
  };
  expect(idsOf(api({ kind: "cache", name: "sessions" }))).toEqual([["Silent"], ["Quiet"], ["Down", "Errors", "Metric-uploads", "Cpu"]]);
  expect(idsOf(api({ kind: "database", name: "main" })).slice(0, 2)).toEqual([["Silent", "Quiet", "Taken"], []]);
});

test("a watch can declare suppressors for another watch, and missing rows are ignored", () => {
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
