import { load } from "../../config/load";
import type { HttpService } from "../../constructs/compute/model";
import { resolve } from "../../config/resolve";
import { full } from "../fixtures/environments/full";
import { manyRegions } from "../fixtures/environments/many-regions";
import { environments } from "../fixtures/environments/photofeed";
import { base, changed, threeRegions } from "./base-environment";
import { platformOf } from "../support/resolved";

/** The service of the base environment with changes. */
const api = (changes: Readonly<Record<string, unknown>>) => platformOf(changed(changes)).services[0] as HttpService;

test.each(Object.entries({ ...environments, base, full, manyRegions, threeRegions }))("environment %s is valid", (_, data) => {
  expect(resolve(data)).toMatchObject({ ok: true });
});

test("dev contains one resource of each kind and has no warnings", () => {
  const resolution = resolve(environments.dev);
  expect(resolution).toMatchObject({ ok: true, warnings: [] });
  const { services, workers, databases, tables, caches, queues, secrets, site, network, removalPolicy } = platformOf(environments.dev);
  expect(services.map(({ name, kind }) => [name, kind])).toEqual([
    ["api", "http"],
    ["ingest", "network"],
  ]);
  expect([workers, databases, tables, caches, queues, secrets].map((list) => list.map(({ name }) => name))).toEqual([
    ["mailer"],
    ["main"],
    ["likes"],
    ["sessions"],
    ["emails"],
    ["mail-key"],
  ]);
  expect(databases[0]).toMatchObject({ engine: "postgres", readReplicas: 1, port: 5432, version: "17", size: "db.t4g.micro" });
  expect({ natGateways: network.natGateways, removalPolicy, site: site !== undefined }).toEqual({
    natGateways: "one",
    removalPolicy: "destroy",
    site: true,
  });
});

test.each([
  ["staging", ["us-east-1", "eu-west-1"], "destroy"],
  ["prod", ["us-east-1", "ap-southeast-2", "eu-west-1"], "retain"],
] as const)("%s contains the same resources in %j and has no warnings", (name, regions, removalPolicy) => {
  const small = platformOf(environments.dev);
  const platform = platformOf(environments[name]);
  expect(resolve(environments[name])).toMatchObject({ warnings: [] });
  expect(platform).toMatchObject({ homeRegion: "us-east-1", primaryRegion: "us-east-1", removalPolicy });
  expect(platform.regions.map((region) => region.name)).toEqual(regions);
  for (const kind of ["services", "workers", "databases", "tables", "caches", "queues", "secrets"] as const)
    expect(platform[kind].map((resource) => resource.name)).toEqual(small[kind].map((resource) => resource.name));
});

test("full has one warning: more Elastic IPs than the default quota", () => {
  expect(resolve(full)).toMatchObject({ ok: true, warnings: [{ rule: "network.elastic-ips" }] });
});

describe("regions", () => {
  test("are sorted, the primary first, and have ranges that do not overlap", () => {
    expect(platformOf(threeRegions).regions.map(({ name, primary, cidr }) => [name, primary, cidr])).toEqual([
      ["us-east-1", true, "10.10.0.0/16"],
      ["ap-southeast-2", false, "10.63.0.0/16"],
      ["eu-west-1", false, "10.30.0.0/16"],
    ]);
  });

  test("a single region is primary, even if it does not set the field", () => {
    expect(platformOf(base)).toMatchObject({ primaryRegion: "us-east-1", regions: [{ primary: true }] });
  });

  test("the home region is the single region or the value of homeRegion, even if the platform does not run there", () => {
    expect(platformOf(base).homeRegion).toBe("us-east-1");
    expect(platformOf({ ...threeRegions, homeRegion: "sa-east-1" })).toMatchObject({ homeRegion: "sa-east-1", primaryRegion: "us-east-1" });
  });

  test("evacuated and decommissioning regions are marked", () => {
    const data = {
      ...threeRegions,
      evacuated: ["eu-west-1"],
      regions: { ...threeRegions.regions, "eu-west-1": { decommissioning: true } },
    };
    expect(platformOf(data).regions.map(({ name, evacuated, decommissioning }) => [name, evacuated, decommissioning])).toEqual([
      ["us-east-1", false, false],
      ["ap-southeast-2", false, false],
      ["eu-west-1", true, true],
    ]);
  });

  test("have the first zones of the table", () => {
    const { regions } = platformOf(changed({ "network.zones": 2 }));
    expect(regions[0]?.zones).toEqual(platformOf(base).regions[0]?.zones.slice(0, 2));
  });
});

describe("defaults", () => {
  test("of the state: a bucket in the home region, named after the environment and its domain", () => {
    expect(platformOf(base).state).toEqual({ bucket: "test-example-com-terraform-state", region: "us-east-1" });
    expect(platformOf({ ...threeRegions, homeRegion: "eu-west-1" }).state.region).toBe("eu-west-1");
    expect(platformOf(full).state).toEqual({ bucket: "photofeed-terraform-state", region: "eu-central-1" });
  });

  test("of the site's failover region: the neighbor of the home region, regardless of the platform's regions", () => {
    expect(platformOf(changed({ site: {} })).site?.failoverRegion).toBe("us-east-2");
    expect(platformOf({ ...threeRegions, homeRegion: "eu-west-1" }).site?.failoverRegion).toBe("eu-central-1");
    expect(platformOf({ ...threeRegions, homeRegion: "sa-east-1" }).site?.failoverRegion).toBe("us-east-1");
  });

  test.each([
    [{}, { cpu: 256, memory: "512 MB" }],
    [{ "services.api.cpu": 1024 }, { cpu: 1024, memory: "2 GB" }],
    [{ "services.api.memory": "2 GB" }, { cpu: 256, memory: "2 GB" }],
    [{ "services.api.memory": "3 GB" }, { cpu: 512, memory: "3 GB" }],
    [{ stage: "multi-region" }, { cpu: 512, memory: "1 GB" }],
  ])("of the task size with %j: %j", (changes, size) => expect(api(changes).container).toMatchObject(size));

  test.each([
    [{}, { min: 1, max: 4 }],
    [
      { stage: "multi-region", "services.api.scale": { max: 2 } },
      { min: 2, max: 2 },
    ],
    [{ "services.api.scale": { min: 9 } }, { min: 9, max: 9 }],
  ])("of the scale with %j: %j", (changes, scale) => expect(api(changes).scale).toMatchObject(scale));

  test("of capacity: services on Fargate, workers on Spot", () => {
    const { services, workers } = platformOf(changed({ "queues.emails": {}, "workers.mailer": { image: "mailer:1", consumes: "emails" } }));
    expect(services[0]?.capacity).toEqual({ base: 1, onDemand: 1, spot: 0 });
    expect(workers[0]?.capacity).toEqual({ base: 1, onDemand: 1, spot: 3 });
  });

  test("of the health check of a container: wget on the liveness path", () => {
    expect(api({ "services.api.health.liveness": "/up?full=1&x=2" }).container.healthCommand).toEqual([
      "CMD-SHELL",
      "wget -q -O /dev/null 'http://127.0.0.1:8080/up?full=1&x=2' || exit 1",
    ]);
    expect(platformOf(environments.dev).services[1]?.container.healthCommand).toBeUndefined();
  });

  test.each([
    [{}, "30 seconds"],
    [{ stopTimeout: "10 seconds" }, "30 seconds"],
    [{ stopTimeout: "29 seconds" }, "60 seconds"],
    [{}, "30 seconds"],
    [{ stopTimeout: "2 minutes", scale: { secondsPerMessage: 60 } }, "210 seconds"],
  ])("of the visibility timeout of a queue with a worker %j: %s", (worker, visibility) => {
    const workers = Object.keys(worker).length === 0 ? {} : { "workers.mailer": { image: "mailer:1", consumes: "emails", ...worker } };
    expect(platformOf(changed({ "queues.emails": {}, ...workers })).queues[0]?.visibility).toBe(visibility);
  });

  test("of a database's regions: the primary region first, then all others", () => {
    const main = (more: object) => platformOf({ ...threeRegions, databases: { main: { engine: "postgres", ...more } } }).databases[0];
    expect(main({})).toMatchObject({ primaryRegion: "us-east-1", regions: ["us-east-1", "ap-southeast-2", "eu-west-1"] });
    expect(main({ primaryRegion: "eu-west-1" })).toMatchObject({ regions: ["eu-west-1", "ap-southeast-2", "us-east-1"] });
    expect(main({ regions: ["eu-west-1", "us-east-1"] })).toMatchObject({ regions: ["us-east-1", "eu-west-1"] });
  });

  test.each([
    ["20 GB", "100 GB"],
    ["100 GB", "500 GB"],
    ["20 TB", "65536 GB"],
  ])("of a database's maximum storage with %s: %s", (storage, maxStorage) => {
    expect(platformOf(changed({ "databases.main": { engine: "mysql", storage } })).databases[0]?.maxStorage).toBe(maxStorage);
  });

  test("of databases", () => {
    const { databases } = platformOf(changed({ "databases.big-one": { engine: "mysql", size: "db.m7g.large" } }));
    expect(databases[0]).toMatchObject({
      databaseName: "big_one",
      port: 3306,
      version: "8.4",
      replicaSize: "db.m7g.large",
      username: "terrace",
    });
  });
});

test.each([
  ["60 seconds", 0.5, 120],
  ["60 seconds", 7, 8],
  ["5 seconds", 5, 1],
  ["1 second", 43_000, 1],
])("with a latency of %s and %d seconds per message, the backlog per task is %i", (acceptableLatency, secondsPerMessage, backlog) => {
  const worker = { image: "mailer:1", consumes: "emails", scale: { acceptableLatency, secondsPerMessage } };
  expect(platformOf(changed({ "queues.emails.maxReceives": 1, "workers.mailer": worker })).workers[0]?.scale).toHaveProperty(
    "backlogPerTask",
    backlog,
  );
});

test("tables are in the home region and in every region, and have a stream if there are table replicas", () => {
  const likes = { partitionKey: { name: "photoId" }, indexes: { "by-user": { partitionKey: { name: "userId", type: "number" } } } };
  const tableOf = (environment: object, more: object = {}) =>
    platformOf({ ...environment, tables: { likes: { ...likes, ...more } } }).tables[0];
  expect(tableOf(base)).toEqual({
    name: "likes",
    key: { partition: { name: "photoId", type: "string" } },
    indexes: [{ name: "by-user", key: { partition: { name: "userId", type: "number" } }, projection: "all" }],
    capacity: { mode: "on-demand" },
    stream: "none",
    pointInTimeRecovery: true,
    regions: ["us-east-1"],
  });
  const home = { ...threeRegions, homeRegion: "sa-east-1" };
  expect(tableOf(home)).toMatchObject({
    stream: "new-and-old-images",
    regions: ["sa-east-1", "ap-southeast-2", "eu-west-1", "us-east-1"],
  });
  expect(tableOf(home, { regions: ["eu-west-1"] })).toMatchObject({ regions: ["sa-east-1", "eu-west-1"] });
  expect(tableOf(home, { regions: ["sa-east-1"] })).toMatchObject({ stream: "none", regions: ["sa-east-1"] });
});

test("a cache is global only with several regions", () => {
  const caches = { main: { global: true, memory: "4 GB" } };
  expect(platformOf({ ...threeRegions, services: {}, caches }).caches[0]).toMatchObject({ global: true, nodeType: "cache.m7g.large" });
  expect(platformOf({ ...base, caches }).caches[0]).toMatchObject({ global: false });
});

test("uses are resolved in their original order", () => {
  expect(platformOf(full).services.find(({ name }) => name === "api")?.uses).toEqual([
    { kind: "database", name: "main" },
    { kind: "table", name: "likes" },
    { kind: "cache", name: "sessions" },
    { kind: "queue", name: "emails" },
    { kind: "secret", name: "mail-key" },
    { kind: "secret", name: "signing" },
  ]);
});

test("derived priorities do not depend on other services", () => {
  const alone = api({}).routes.priorities;
  const together = platformOf(changed({ "services.admin": { image: "a:1", port: 8080, routes: ["/admin/*"] } })).services.find(
    ({ name }) => name === "api",
  );
  expect((together as HttpService).routes.priorities).toEqual(alone);
});

describe("monitoring", () => {
  test("every HTTP service has the availability SLO of its stage; other services have no SLO", () => {
    expect(api({}).objectives).toEqual({ availability: "99.5%" });
    expect(api({ stage: "multi-region" }).objectives).toEqual({ availability: "99.9%" });
    expect(api({ "services.api.objectives": { latency: { p: 95, under: "300 ms" } } }).objectives).toEqual({
      availability: "99.5%",
      latency: { p: 95, under: "300 ms" },
    });
    expect(api({ "services.api.objectives": false })).not.toHaveProperty("objectives");
    expect(platformOf(environments.prod).services.map((service) => [service.name, "objectives" in service])).toEqual([
      ["api", true],
      ["ingest", false],
    ]);
  });

  test.each([
    [{}, undefined],
    [{ "services.api.tracing": { sampling: "100%" } }, { sampling: "100%" }],
    [{ stage: "multi-region" }, { sampling: "5%" }],
    [{ stage: "multi-region", "services.api.tracing": false }, undefined],
    [{ stage: "multi-region", "network.natGateways": "none", "network.interfaceEndpoints": ["ecr.api", "ecr.dkr", "logs"] }, undefined],
  ])("tracing with %j: %j", (changes, tracing) => expect(api(changes).tracing).toEqual(tracing));

  test("pages default to the targets of tickets; tickets do not default to the targets of pages", () => {
    const team = { emails: ["b@example.com", "a@example.com"] };
    const sorted = { emails: ["a@example.com", "b@example.com"] };
    const none = { emails: [] };
    const alertsOf = (alerts: object) => platformOf({ ...base, alerts }).alerts;
    expect(alertsOf({})).toEqual({ page: none, ticket: none, runbooks: "docs/runbooks" });
    expect(alertsOf({ ticket: team })).toMatchObject({ page: sorted, ticket: sorted });
    expect(alertsOf({ page: team })).toMatchObject({ page: sorted, ticket: none });
    expect(alertsOf({ page: { slack: { workspace: "T0123456789", channel: "C0123456789" } }, ticket: team })).toMatchObject({
      page: { emails: [], slack: { workspace: "T0123456789", channel: "C0123456789" } },
      ticket: sorted,
    });
  });

  test("Athena is the default at both stages, because it is free without queries; Prometheus and Grafana are optional", () => {
    const observability = { accessLogs: "athena", prometheus: false, grafana: false };
    expect([base, threeRegions].map((data) => platformOf(data).observability)).toEqual([
      { level: "standard", ...observability },
      { level: "full", ...observability },
    ]);
    expect(platformOf(full).observability).toEqual({ level: "full", accessLogs: "logs-insights", prometheus: true, grafana: true });
  });

  test("a workload has the level of its environment unless it sets its own", () => {
    const levels = (changes: Readonly<Record<string, unknown>>) => platformOf(changed(changes)).services.map(({ level }) => level);
    expect(levels({})).toEqual(["standard"]);
    expect(levels({ observability: { level: "basic" } })).toEqual(["basic"]);
    expect(levels({ observability: { level: "basic" }, "services.api.observability": { level: "full" } })).toEqual(["full"]);
  });

  test("custom metrics are sorted by name, and their defaults follow from other fields", () => {
    const pattern = "{ $.a = 1 }";
    const alarm = { severity: "ticket", reason: "People notice." };
    const metrics = {
      slow: { pattern, value: "$.ms", unit: "Milliseconds", statistic: "Average", alarm: { ...alarm, above: 5 } },
      posts: { pattern, alarm: { ...alarm, below: 1, for: "1 hour", severity: "page", runbook: "no-posts" } },
      bytes: { pattern, value: "$.bytes" },
      good: { pattern, betterIs: "higher" },
    };
    expect(api({ "alerts.ticket.emails": ["a@example.com"], "services.api.metrics": metrics }).metrics).toEqual([
      { name: "bytes", pattern, value: "$.bytes", statistic: "Sum", betterIs: "neither" },
      { name: "good", pattern, value: "1", unit: "Count", statistic: "Sum", betterIs: "higher" },
      {
        name: "posts",
        pattern,
        value: "1",
        unit: "Count",
        statistic: "Sum",
        betterIs: "higher",
        alarm: { comparison: "below", threshold: 1, for: "1 hour", severity: "page", reason: "People notice.", runbook: "no-posts" },
      },
      {
        name: "slow",
        pattern,
        value: "$.ms",
        unit: "Milliseconds",
        statistic: "Average",
        betterIs: "lower",
        alarm: { comparison: "above", threshold: 5, for: "10 minutes", severity: "ticket", reason: "People notice." },
      },
    ]);
  });
});

test("caches have the smallest node type with the required memory, and the engine's version", () => {
  expect(platformOf(full).caches.map(({ name, nodeType, version }) => [name, nodeType, version])).toEqual([
    ["index", "cache.t4g.small", "7.1"],
    ["sessions", "cache.r7g.large", "8.0"],
  ]);
});

test("databases have Performance Insights if their class supports it", () => {
  const { databases } = platformOf(full);
  expect(databases.map(({ name, performanceInsights }) => [name, performanceInsights])).toEqual([
    ["main", true],
    ["reports", false],
  ]);
});

test("load() returns all platforms with warnings, or the errors of all environments", () => {
  expect(load({ base, full })).toMatchObject({
    ok: true,
    platforms: [{ name: "test" }, { name: "full" }],
    report: expect.stringContaining("Elastic IPs"),
  });
  expect(load({ base, broken: changed({ name: "X" }), worse: null })).toMatchObject({
    ok: false,
    report: expect.stringMatching(/1 error in environment "broken"[\s\S]*environment "worse"/),
  });
  expect(load({ base }, "prod")).toMatchObject({ ok: false, report: expect.stringContaining("ENVIRONMENT is not a valid environment") });
});
