import { REGION_NAMES } from "../../../aws/regions";
import { resolve } from "../../../config/resolve";
import { changed } from "../base-environment";
import { severalRegions } from "./several-regions";

const key = (name: string, type = "string") => ({ name, type });
const likes = { partitionKey: key("photoId") };
const large = { engine: "postgres", size: "db.r6g.16xlarge", parameters: { max_connections: "99999" } };
const api = { "services.api.uses": ["main"], "services.api.connectionsPerTask": 1 };
const numbers = (count: number) => Array.from({ length: count }, (_, number) => number);
const services = (count: number) =>
  Object.fromEntries(
    numbers(count).map((number) => [
      `s${number}`,
      {
        ...{ image: "s:1", port: 8080, routes: [`/s${number}`], priority: number + 1, uses: ["main"] },
        ...{ connectionsPerTask: 1, scale: { min: 1, max: 1 } },
      },
    ]),
  );

/** 100 services fit on one load balancer. */
const places = (count: number) =>
  Object.fromEntries(
    numbers(count).map((number) => [`s${number}`, { loadBalancer: 1 + Math.floor(number / 100), securityGroup: 1, priorities: [] }]),
  );

const roles = { repository: "acme/photofeed", ownerId: "123456", repositoryId: "456789", refs: ["refs/tags/v*"] };
const address = "a@example.com";
const below = (threshold: number, more: object = {}) => ({
  below: threshold,
  severity: "ticket",
  reason: "Nobody posts.",
  runbook: "posts",
  ...more,
});
const posts = (count: number, more: object) => ({
  "services.api.metrics": Object.fromEntries(
    numbers(count).map((number) => [`posts-${number}`, { pattern: '{ $.event = "post" }', alarm: below(1, more) }]),
  ),
});
const withoutNat = { "network.natGateways": "none", "network.interfaceEndpoints": ["ecr.api", "ecr.dkr", "logs"] };
const tcp = { image: "tcp:1.0.0", port: 9000, listener: { protocol: "tcp", port: 9000 } };

/** Environments that are just within a limit, without any error. */
test.each<[string, string, Readonly<Record<string, unknown>>]>([
  ["region.home", "a home region in which the platform does not run", { homeRegion: "sa-east-1" }],
  ["region.evacuated", "all regions except one", { ...severalRegions(3), evacuated: ["us-east-1", "us-west-1"] }],
  [
    "region.evacuated",
    "a region that is also being decommissioned",
    { ...severalRegions(2), evacuated: ["us-east-2"], "regions.us-east-2.decommissioning": true },
  ],
  [
    "region.decommissioning",
    "the home region",
    { ...severalRegions(2), homeRegion: "us-east-2", "regions.us-east-2.decommissioning": true },
  ],
  ["database.replicas", "15 replicas of one instance", { ...severalRegions(3), "databases.main": { ...large, readReplicas: 13 } }],
  ["database.replicas", "15 cross-region replicas", { ...severalRegions(16), "databases.main": large }],
  ["database.replica-count", "5 cross-region replicas", { ...severalRegions(6), "databases.main": large }],
  [
    "database.replicas",
    "17 regions, 2 of them with the database",
    { ...severalRegions(17), "databases.main": { ...large, regions: REGION_NAMES.slice(0, 2) } },
  ],
  ["network.inter-region", "45 pairs", { ...severalRegions(10), ...api, "databases.main": large }],
  [
    "network.inter-region",
    "55 pairs with transit gateways",
    { ...severalRegions(11), ...api, "databases.main": large, "network.interRegion": "transit-gateway" },
  ],
  [
    "resource.inbound-rules",
    "300 rules",
    { ...severalRegions(11), services: services(290), placement: places(290), "databases.main": large },
  ],
  [
    "workload.outbound-rules",
    "two databases of one engine, which share rules",
    {
      ...severalRegions(16),
      "services.api.uses": ["main", "other"],
      "services.api.connectionsPerTask": 1,
      "databases.main": large,
      "databases.other": large,
    },
  ],
  [
    "table.indexes-quota",
    "20 indexes",
    { "tables.likes": { ...likes, indexes: Object.fromEntries(numbers(20).map((number) => [`by-a${number}`, likes])) } },
  ],
  [
    "table.projection",
    "100 attributes",
    {
      "tables.likes": {
        ...likes,
        indexes: Object.fromEntries(
          numbers(5).map((number) => [`by-a${number}`, { ...likes, projection: numbers(20).map((other) => `a${other}`) }]),
        ),
      },
    },
  ],
  [
    "table.capacity",
    "provisioned capacity with table replicas, which AWS requires to scale",
    { ...severalRegions(2), "tables.likes": { ...likes, provisioned: { read: { min: 5, max: 5 }, write: { min: 1, max: 9 } } } },
  ],
  [
    "table.time-to-live",
    "a number that is the sort key of an index",
    {
      "tables.likes": {
        ...likes,
        timeToLive: "end",
        indexes: { "by-user": { partitionKey: key("userId"), sortKey: key("end", "number") } },
      },
    },
  ],
  [
    "table.stream",
    "keys only without table replicas",
    { ...severalRegions(2), "tables.likes": { ...likes, stream: "keys-only", regions: ["us-east-1"] } },
  ],
  ["cache.global-regions", "3 regions", { ...severalRegions(3), "caches.main": { global: true, memory: "4 GB" } }],
  [
    "database.class-region",
    "a region without the class and without a cross-region replica",
    {
      homeRegion: "us-east-1",
      regions: { "us-east-1": { primary: true }, "ca-west-1": {} },
      "databases.main": { engine: "mysql", regions: ["us-east-1"] },
    },
  ],
  [
    "database.class-region",
    "a region without the class of read replicas, with the cross-region replica as its only instance",
    {
      homeRegion: "us-east-1",
      regions: { "us-east-1": { primary: true }, "af-south-1": {} },
      "databases.main": { engine: "mysql", size: "db.r6g.large", replicaSize: "db.r7g.large", readReplicas: 1 },
    },
  ],
  [
    "alerts.email-twice",
    "one address for pages and tickets",
    { "alerts.page": { emails: [address] }, "alerts.ticket": { emails: [address] } },
  ],
  [
    "alerts.nobody-paged",
    "pages with the targets of tickets",
    { "alerts.ticket": { emails: [address] }, ...posts(1, { severity: "page" }) },
  ],
  ["alerts.nobody-paged", "tickets without targets", posts(1, { severity: "ticket" })],
  ["metric.filters", "90 metrics", posts(90, {})],
  [
    "metric.never",
    "a metric that can be negative",
    { "services.api.metrics.loss": { pattern: "{ $.a = 1 }", value: "$.a", alarm: below(-5) } },
  ],
  ["metric.minutes", "one day", posts(1, { for: "1 day" })],
  [
    "objectives.latency",
    "just below the origin timeout of CloudFront",
    { "services.api.objectives": { latency: { p: 50, under: "29999 ms" } } },
  ],
  ["tracing.port", "a port of the collector without a collector", { "services.api.port": 4318, "services.api.tracing": false }],
  [
    "tracing.variable",
    "a variable of the collector without a collector of Terrace",
    { "services.api.tracing": false, "services.api.environment": { OTEL_EXPORTER_OTLP_ENDPOINT: "https://otel.example.com" } },
  ],
  [
    "tracing.variable",
    "propagators and resource attributes",
    {
      "services.api.tracing": { sampling: "5%" },
      "services.api.environment": { OTEL_PROPAGATORS: "xray", OTEL_RESOURCE_ATTRIBUTES: "a=b" },
    },
  ],
  ["tracing.nat-none", "no NAT gateways at a stage that traces by default", { ...withoutNat, stage: "multi-region" }],
  [
    "observability.grafana-region",
    "a region without Grafana, and a home region with it",
    { ...severalRegions(3), "observability.grafana": true },
  ],
  [
    "delivery.open-plans",
    "plans for every branch without retained data",
    { delivery: { ...roles, plans: "branches" }, removalPolicy: "destroy" },
  ],
  [
    "delivery.open-plans",
    "plans with reviewers and retained data",
    { delivery: { ...roles, plans: "environment" }, removalPolicy: "retain" },
  ],
  [
    "delivery.trust-length",
    "2,015 characters",
    { delivery: { ...roles, refs: numbers(12).map((number) => `refs/heads/release/${String(number).padStart(20, "0")}`) } },
  ],
  ["service.http-only", "a TCP service with SLOs set to false", { "services.tcp": { ...tcp, objectives: false } }],
])("rule %s accepts %s", (rule, _, changes) => {
  const resolution = resolve(changed(changes));
  if (!resolution.ok) throw new Error(JSON.stringify(resolution.errors));
  expect(resolution.warnings.filter((warning) => warning.rule === rule)).toEqual([]);
});
