import { load } from "../../config/load";
import type { HttpService } from "../../constructs/compute/model";
import type { Platform } from "../../config/model";
import { resolve } from "../../config/resolve";
import { environments } from "../../environments";
import evacuated from "../../environments/evacuated.json";
import { full } from "../fixtures/environments/full";
import { manyRegions } from "../fixtures/environments/many-regions";
import { base, changed, threeRegions } from "./base-environment";

function platformOf(data: unknown): Platform {
  const resolution = resolve(data);
  if (!resolution.ok) throw new Error(JSON.stringify(resolution.errors));
  return resolution.platform;
}

/** A service of the base, with some fields set. */
const api = (changes: Readonly<Record<string, unknown>>) => platformOf(changed(changes)).services[0] as HttpService;

test.each(Object.entries({ ...environments, base, full, manyRegions, threeRegions }))("%s is valid", (_, data) => {
  expect(resolve(data)).toMatchObject({ ok: true });
});

test("the photo feed has each part in its smallest form, and no warnings", () => {
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
] as const)("%s is the same platform in %j, without warnings", (name, regions, removalPolicy) => {
  const small = platformOf(environments.dev);
  const platform = platformOf(environments[name]);
  expect(resolve(environments[name])).toMatchObject({ warnings: [] });
  expect(platform).toMatchObject({ homeRegion: "us-east-1", primaryRegion: "us-east-1", removalPolicy });
  expect(platform.regions.map((region) => region.name)).toEqual(regions);
  for (const kind of ["services", "workers", "databases", "tables", "caches", "queues", "secrets"] as const)
    expect(platform[kind].map((thing) => thing.name)).toEqual(small[kind].map((thing) => thing.name));
});

test("each environment has its evacuated regions in the file that `npm run evacuate` writes", () => {
  expect(Object.keys(evacuated).sort()).toEqual(Object.keys(environments).sort());
});

test("full gives one warning: more Elastic IPs than a new account has", () => {
  expect(resolve(full)).toMatchObject({ ok: true, warnings: [{ rule: "network.elastic-ips" }] });
});

describe("regions", () => {
  test("the primary first, then by name, with ranges that do not overlap", () => {
    expect(platformOf(threeRegions).regions.map(({ name, primary, cidr }) => [name, primary, cidr])).toEqual([
      ["us-east-1", true, "10.10.0.0/16"],
      ["ap-southeast-2", false, "10.63.0.0/16"],
      ["eu-west-1", false, "10.30.0.0/16"],
    ]);
  });

  test("one region is the primary, whether it says so or not", () => {
    expect(platformOf(base)).toMatchObject({ primaryRegion: "us-east-1", regions: [{ primary: true }] });
  });

  test("the home region is the only one, or the one that is said, be it one of them or not", () => {
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

  test("two zones, with room for more", () => {
    const { regions } = platformOf(changed({ "network.zones": 2 }));
    expect(regions[0]?.zones).toEqual(platformOf(base).regions[0]?.zones.slice(0, 2));
  });
});

describe("defaults", () => {
  test("of the state: a bucket named after environment and domain, in the home region", () => {
    expect(platformOf(base).state).toEqual({ bucket: "test-example-com-terraform-state", region: "us-east-1" });
    expect(platformOf({ ...threeRegions, homeRegion: "eu-west-1" }).state.region).toBe("eu-west-1");
    expect(platformOf(full).state).toEqual({ bucket: "photofeed-terraform-state", region: "eu-central-1" });
  });

  test("of the site's failover: a neighbour of the home region, wherever the platform runs", () => {
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
  ])("of a task's size with %j: %j", (changes, size) => expect(api(changes).container).toMatchObject(size));

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

  test("of a container's health: wget on the liveness path", () => {
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
  ])("of a queue's visibility with a worker %j: %s", (worker, visibility) => {
    const workers = Object.keys(worker).length === 0 ? {} : { "workers.mailer": { image: "mailer:1", consumes: "emails", ...worker } };
    expect(platformOf(changed({ "queues.emails": {}, ...workers })).queues[0]?.visibility).toBe(visibility);
  });

  test("of where databases are: written in the primary region, with a copy in all; the primary one first", () => {
    const main = (more: object) => platformOf({ ...threeRegions, databases: { main: { engine: "postgres", ...more } } }).databases[0];
    expect(main({})).toMatchObject({ primaryRegion: "us-east-1", regions: ["us-east-1", "ap-southeast-2", "eu-west-1"] });
    expect(main({ primaryRegion: "eu-west-1" })).toMatchObject({ regions: ["eu-west-1", "ap-southeast-2", "us-east-1"] });
    expect(main({ regions: ["eu-west-1", "us-east-1"] })).toMatchObject({ regions: ["us-east-1", "eu-west-1"] });
  });

  test.each([
    ["20 GB", "100 GB"],
    ["100 GB", "500 GB"],
    ["20 TB", "65536 GB"],
  ])("of a database's largest storage with %s: %s", (storage, maxStorage) => {
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
])("with %s of latency and %d seconds a message a task may have %i waiting", (acceptableLatency, secondsPerMessage, backlog) => {
  const worker = { image: "mailer:1", consumes: "emails", scale: { acceptableLatency, secondsPerMessage } };
  expect(platformOf(changed({ "queues.emails.maxReceives": 1, "workers.mailer": worker })).workers[0]?.scale.backlogPerTask).toBe(backlog);
});

test("tables: the key and the indexes, at home and in every region, with a stream where there are copies", () => {
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

test("a cache is one over all regions only where there are several", () => {
  const caches = { main: { global: true, memory: "4 GB" } };
  expect(platformOf({ ...threeRegions, services: {}, caches }).caches[0]).toMatchObject({ global: true, nodeType: "cache.m7g.large" });
  expect(platformOf({ ...base, caches }).caches[0]).toMatchObject({ global: false });
});

test("uses are looked up, in the order in which they were written", () => {
  expect(platformOf(full).services.find(({ name }) => name === "api")?.uses).toEqual([
    { kind: "database", name: "main" },
    { kind: "table", name: "likes" },
    { kind: "cache", name: "sessions" },
    { kind: "queue", name: "emails" },
    { kind: "secret", name: "mail-key" },
  ]);
});

test("derived priorities stay when other services come and go", () => {
  const alone = api({}).routes.priority;
  const together = platformOf(changed({ "services.admin": { image: "a:1", port: 8080, routes: ["/admin/*"] } })).services.find(
    ({ name }) => name === "api",
  );
  expect((together as HttpService).routes.priority).toBe(alone);
});

describe("watching", () => {
  test("every HTTP service promises the availability of its stage, others nothing", () => {
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
  ])("traces with %j: %j", (changes, tracing) => expect(api(changes).tracing).toEqual(tracing));

  test("pages go where tickets go, where nobody else is named; tickets wake nobody", () => {
    const someone = { emails: ["b@example.com", "a@example.com"] };
    const sorted = { emails: ["a@example.com", "b@example.com"] };
    const nobody = { emails: [] };
    const alertsOf = (alerts: object) => platformOf({ ...base, alerts }).alerts;
    expect(alertsOf({})).toEqual({ page: nobody, ticket: nobody, runbooks: "docs/runbooks" });
    expect(alertsOf({ ticket: someone })).toMatchObject({ page: sorted, ticket: sorted });
    expect(alertsOf({ page: someone })).toMatchObject({ page: sorted, ticket: nobody });
    expect(alertsOf({ page: { slack: { workspace: "T0123456789", channel: "C0123456789" } }, ticket: someone })).toMatchObject({
      page: { emails: [], slack: { workspace: "T0123456789", channel: "C0123456789" } },
      ticket: sorted,
    });
  });

  test("access logs can be asked at both stages, since that costs nothing; Prometheus and Grafana are by choice", () => {
    const observability = { accessLogs: "athena", prometheus: false, grafana: false };
    expect([base, threeRegions].map((data) => platformOf(data).observability)).toEqual([observability, observability]);
    expect(platformOf(full).observability).toEqual({ accessLogs: "logs-insights", prometheus: true, grafana: true });
  });

  test("figures of the business, sorted by name; what is left out follows from the rest", () => {
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

test("caches get the smallest node with the memory, and the engine's version", () => {
  expect(platformOf(full).caches.map(({ name, nodeType, version }) => [name, nodeType, version])).toEqual([
    ["index", "cache.t4g.small", "7.1"],
    ["sessions", "cache.r7g.large", "8.0"],
  ]);
});

test("Performance Insights where the class has them", () => {
  const { databases } = platformOf(full);
  expect(databases.map(({ name, performanceInsights }) => [name, performanceInsights])).toEqual([
    ["main", true],
    ["reports", false],
  ]);
});

test("load gives every platform, or one report; warnings come along", () => {
  expect(load({ base, full })).toMatchObject({
    ok: true,
    platforms: [{ name: "test" }, { name: "full" }],
    report: expect.stringContaining("Elastic IPs"),
  });
  expect(load({ base, broken: changed({ name: "X" }), worse: null })).toMatchObject({
    ok: false,
    report: expect.stringMatching(/1 error in environment "broken"[\s\S]*environment "worse"/),
  });
  expect(load({ base }, "prod")).toMatchObject({ ok: false, report: expect.stringContaining("ENVIRONMENT names no environment") });
});
