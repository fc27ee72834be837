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
      { image: "s:1", port: 8080, routes: [`/s${number}`], priority: number + 1, uses: ["main"] },
    ]),
  );

const roles = { repository: "acme/photofeed", ownerId: "123456", repositoryId: "456789", refs: ["refs/tags/v*"] };
const someone = "a@example.com";
const below = (bound: number, more: object = {}) => ({
  below: bound,
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

/** What is just within a limit: the rule says nothing, and there is no error at all. */
test.each<[string, string, Readonly<Record<string, unknown>>]>([
  ["region.home", "a home in which nothing runs", { homeRegion: "sa-east-1" }],
  ["region.evacuated", "all but one", { ...severalRegions(3), evacuated: ["us-east-1", "us-west-1"] }],
  [
    "region.evacuated",
    "one that is being decommissioned too",
    { ...severalRegions(2), evacuated: ["us-east-2"], "regions.us-east-2.decommissioning": true },
  ],
  [
    "region.decommissioning",
    "the home region",
    { ...severalRegions(2), homeRegion: "us-east-2", "regions.us-east-2.decommissioning": true },
  ],
  ["database.replicas", "15 of one instance", { ...severalRegions(3), "databases.main": { ...large, readReplicas: 13 } }],
  ["database.replicas", "15 copies and no more", { ...severalRegions(16), "databases.main": large }],
  ["database.replica-count", "5 copies", { ...severalRegions(6), "databases.main": large }],
  [
    "database.replicas",
    "17 regions of which 2 hold copies",
    { ...severalRegions(17), "databases.main": { ...large, regions: REGION_NAMES.slice(0, 2) } },
  ],
  ["network.inter-region", "45 pairs", { ...severalRegions(10), ...api, "databases.main": large }],
  [
    "network.inter-region",
    "55 pairs by transit gateways",
    { ...severalRegions(11), ...api, "databases.main": large, "network.interRegion": "transit-gateway" },
  ],
  ["resource.inbound-rules", "60 rules", { ...severalRegions(11), services: services(50), "databases.main": large }],
  [
    "workload.outbound-rules",
    "two databases of one engine, which share their rules",
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
    "provisioned with copies: AWS wants it to scale, and it does",
    { ...severalRegions(2), "tables.likes": { ...likes, provisioned: { read: { min: 5, max: 5 }, write: { min: 1, max: 9 } } } },
  ],
  [
    "table.time-to-live",
    "a number that orders an index",
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
    "keys only, and no copy",
    { ...severalRegions(2), "tables.likes": { ...likes, stream: "keys-only", regions: ["us-east-1"] } },
  ],
  ["cache.global-regions", "3 regions", { ...severalRegions(3), "caches.main": { global: true, memory: "4 GB" } }],
  [
    "database.class-region",
    "a region that lacks the class and has no copy",
    {
      homeRegion: "us-east-1",
      regions: { "us-east-1": { primary: true }, "ca-west-1": {} },
      "databases.main": { engine: "mysql", regions: ["us-east-1"] },
    },
  ],
  [
    "database.class-region",
    "a region that lacks the replicas' class, where the copy is all there is",
    {
      homeRegion: "us-east-1",
      regions: { "us-east-1": { primary: true }, "af-south-1": {} },
      "databases.main": { engine: "mysql", size: "db.r6g.large", replicaSize: "db.r7g.large", readReplicas: 1 },
    },
  ],
  ["alerts.email-twice", "one address for both", { "alerts.page": { emails: [someone] }, "alerts.ticket": { emails: [someone] } }],
  ["alerts.nobody-paged", "pages go where tickets go", { "alerts.ticket": { emails: [someone] }, ...posts(1, { severity: "page" }) }],
  ["alerts.nobody-paged", "a ticket that nobody hears", posts(1, { severity: "ticket" })],
  ["metric.filters", "90 metrics", posts(90, {})],
  [
    "metric.never",
    "a number that may be below zero",
    { "services.api.metrics.loss": { pattern: "{ $.a = 1 }", value: "$.a", alarm: below(-5) } },
  ],
  ["metric.minutes", "a day", posts(1, { for: "1 day" })],
  ["objectives.latency", "just before CloudFront gives up", { "services.api.objectives": { latency: { p: 50, under: "29999 ms" } } }],
  ["tracing.port", "the collector's port without one", { "services.api.port": 4318, "services.api.tracing": false }],
  [
    "tracing.variable",
    "a collector of the team's own without one of ours",
    { "services.api.tracing": false, "services.api.environment": { OTEL_EXPORTER_OTLP_ENDPOINT: "https://otel.example.com" } },
  ],
  [
    "tracing.variable",
    "propagators and attributes of the team's own",
    {
      "services.api.tracing": { sampling: "5%" },
      "services.api.environment": { OTEL_PROPAGATORS: "xray", OTEL_RESOURCE_ATTRIBUTES: "a=b" },
    },
  ],
  ["tracing.nat-none", "no NAT gateway where the stage would trace", { ...withoutNat, stage: "multi-region" }],
  [
    "observability.grafana-region",
    "a region without it beside a home that has it",
    { ...severalRegions(3), "observability.grafana": true },
  ],
  ["delivery.open-plans", "every branch where nothing is kept", { delivery: { ...roles, plans: "branches" }, removalPolicy: "destroy" }],
  ["delivery.open-plans", "reviewers where all is kept", { delivery: { ...roles, plans: "environment" }, removalPolicy: "retain" }],
  [
    "delivery.trust-length",
    "2,015 characters",
    { delivery: { ...roles, refs: numbers(12).map((number) => `refs/heads/release/${String(number).padStart(20, "0")}`) } },
  ],
  ["service.http-only", "a TCP service that promises nothing", { "services.tcp": { ...tcp, objectives: false } }],
])("%s: %s", (rule, _, changes) => {
  const resolution = resolve(changed(changes));
  if (!resolution.ok) throw new Error(JSON.stringify(resolution.errors));
  expect(resolution.warnings.filter((warning) => warning.rule === rule)).toEqual([]);
});
