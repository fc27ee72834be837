import type { Use } from "../../../../config/model";
import { causesIn, type Dependencies, withoutIdle } from "../../../../constructs/observability/watched/causes";
import { alarm, pair, thing } from "./things";

const DATABASE = thing("database", "main", [alarm("Silent", "page"), alarm("Quiet", "explains"), alarm("Taken", "explains")]);
const CACHE = thing("cache", "sessions", [alarm("Quiet", "explains")]);
const TABLE = thing("table", "likes", [alarm("Failing", "explains")]);
const READERS = thing("replica", "main readers", [alarm("ReadersOut", "page")]);
const BURNING = [pair("Availability1h", ["AvailabilityLong", "AvailabilityShort"]), pair("Latency1h", ["LatencyLong"])];
const API = thing(
  "service",
  "api",
  [alarm("Down", "page"), alarm("Errors", "page"), alarm("Metric-uploads", "page"), alarm("Cpu", "ticket")],
  BURNING,
);
const INGEST = thing("service", "ingest", [alarm("Down", "page")]);
const MAILER = thing("worker", "mailer", [alarm("Late", "page"), alarm("NoTasks", "page"), alarm("Backlog", "ticket")]);
const QUEUE = thing("queue", "emails", [alarm("Failing", "page"), alarm("Expiring", "page"), alarm("DeadLetters", "ticket")]);
const BALANCER = thing("load-balancer", "public", [alarm("Unanswered", "page"), alarm("Rejected", "page")]);
const ALL = [BALANCER, API, INGEST, MAILER, QUEUE, DATABASE, READERS, CACHE, TABLE];

const api = (...uses: readonly Use[]): Dependencies["workloads"][number] => ({
  tier: "service",
  name: "api",
  uses,
  behind: "load-balancer",
});
const mailer = (...uses: readonly Use[]) => ({ tier: "worker", name: "mailer", uses, consumes: "emails" }) as const;
const INGESTS = { tier: "service", name: "ingest", uses: [], behind: "network-load-balancer" } as const;

const causes = (workloads: Dependencies["workloads"], things = ALL) => Object.fromEntries(causesIn(things, { workloads }));

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
  const idsOf = (workloads: Dependencies["workloads"]) =>
    withoutIdle([DATABASE, CACHE, API], causesIn([DATABASE, CACHE, API], { workloads })).map(({ watch }) =>
      watch.alarms.map(({ id }) => id),
    );
  expect(idsOf([api({ kind: "cache", name: "sessions" })])).toEqual([["Silent"], ["Quiet"], ["Down", "Errors", "Metric-uploads", "Cpu"]]);
  expect(idsOf([api({ kind: "database", name: "main" })]).slice(0, 2)).toEqual([["Silent", "Quiet", "Taken"], []]);
});
