import type { Cache } from "../../../constructs/cache/model";
import type { Database } from "../../../constructs/database/model";
import { assertAlarmable } from "../../../constructs/alarms/alarm-rules";
import { alarmText } from "../../../constructs/alarms/alarm-text";
import { whyNotPublished } from "../../support/facts";
import { watchCache } from "../../../constructs/cache/watch";
import { watchCdn } from "../../../constructs/edge/watch/cdn";
import { watchDatabase } from "../../../constructs/database/watch";
import { watchFirewall } from "../../../constructs/edge/watch/firewall";
import { watchLoadBalancer } from "../../../constructs/load-balancing/watch/load-balancer";
import { watchNat } from "../../../constructs/network/watch";
import { watchNetworkLoadBalancer } from "../../../constructs/load-balancing/watch/network-load-balancer";
import { watchPublicName } from "../../../constructs/edge/watch/public-name";
import { consumableQueue } from "../../../constructs/queue/consumable";
import { watchQueue } from "../../../constructs/queue/watch";
import { watchReaders, watchReplica } from "../../../constructs/database/watch/replica";
import { watchService } from "../../../constructs/compute/service/watch";
import { watchTable } from "../../../constructs/table/watch";
import { watchWorker } from "../../../constructs/compute/worker/watch";
import type { Watch } from "../../../constructs/watching/watch";
import type { TierName } from "../../../stacks/watch/tiers";
import { API, EMAILS, INGEST, MAILER } from "../compute/fixtures";
import { MYSQL, POSTGRES } from "../database/fixtures";
import { TABLE } from "../table/model";

const CACHE: Cache = {
  name: "sessions",
  engine: "valkey",
  version: "8.0",
  nodeType: "cache.t4g.micro",
  shards: 2,
  replicas: 1,
  global: true,
  eviction: "volatile-lru",
  snapshots: "0 seconds",
};

const ECS = { clusterName: "dev", targetGroupSuffix: "targetgroup/api/2" } as const;
const CHECKS = new Map([
  ["us-east-1", "check-1"],
  ["eu-west-1", "check-2"],
]);
const databases: readonly Database[] = [POSTGRES, { ...MYSQL, size: "db.t4g.micro" }];

/** Samples of each tier, one for each set of metrics. A tier without a sample does not compile. */
const SAMPLES: Readonly<Record<TierName, readonly Watch[]>> = {
  "public-name": [watchPublicName({ role: "origin", host: "origin.example.com", healthChecks: CHECKS, scalesToZero: false })],
  cdn: [true, false].map((additionalMetrics) => watchCdn({ name: "main", distributionId: "E1", serves: "site", additionalMetrics })),
  firewall: [watchFirewall({ name: "cdn", webAcl: "dev-cdn", rateLimit: 2_000, rateRule: "RateLimit", rules: ["Common"] })],
  "load-balancer": [watchLoadBalancer({ name: "public", loadBalancerSuffix: "app/main/1" })],
  "network-load-balancer": [watchNetworkLoadBalancer({ name: "public", loadBalancerSuffix: "net/main/1", tls: true })],
  service: [
    watchService({ ...ECS, service: API, serviceName: "api", loadBalancerSuffix: "app/main/1" }),
    watchService({ ...ECS, service: INGEST, serviceName: "ingest", loadBalancerSuffix: "net/main/1" }),
  ],
  worker: [watchWorker({ worker: MAILER, consumes: consumableQueue(EMAILS, "dev-emails"), clusterName: "dev", serviceName: "mailer" })],
  queue: [watchQueue({ queue: EMAILS, queueName: "dev-emails", deadLetterQueueName: "dev-emails-dead" })],
  database: databases.map((database) => watchDatabase({ database, identifier: "dev-main", resourceId: "db-1" })),
  replica: databases.flatMap((database) => [
    watchReplica({ database, identifier: "dev-main-1", role: "replica-1", kind: "read", lag: "5 minutes" }),
    watchReplica({ database, identifier: "dev-main-copy", role: "copy", kind: "cross-region", lag: "5 minutes" }),
    watchReaders({ database, identifiers: ["dev-main-1", "dev-main-2"], lag: "5 minutes" }),
  ]),
  cache: [true, false].map((secondary) => watchCache({ cache: CACHE, replicationGroupId: "dev-sessions", secondary })),
  table: [watchTable({ table: TABLE, tableName: "dev-likes", region: "us-east-1" })],
  nat: [watchNat({ natGatewayId: "nat-1", name: "1" })],
};

const ALL = Object.values(SAMPLES).flatMap((watches) => watches.map((watch, shape) => [watch.tier, shape + 1, watch] as const));

test.each(ALL)("%s %d: AWS publishes each metric of its alarms and graphs", (_, __, { alarms, signals }) => {
  const metrics = [...alarms.map(({ metric }) => metric), ...signals.flatMap((signal) => signal.metrics)];
  expect(metrics.length).toBeGreaterThan(1);
  expect(metrics.flatMap(whyNotPublished)).toEqual([]);
});

test.each(ALL)("%s %d: CloudWatch accepts each alarm with its text", (_, __, { alarms }) => {
  for (const row of alarms) {
    expect(() => {
      assertAlarmable(row, "us-east-1");
    }).not.toThrow();
    expect(alarmText(row, "https://github.com/example/platform/blob/main/docs/runbooks").length).toBeGreaterThan(40);
  }
});

test.each(ALL)("%s %d: each alarm has a unique ID and a unique name", (_, __, { alarms }) => {
  for (const keys of [alarms.map(({ id }) => id), alarms.map(({ name }) => name.join("-"))]) expect(keys).toEqual([...new Set(keys)]);
});

test.each(Object.entries(SAMPLES))("watches of a %s have this tier", (tier, watches) => {
  expect(watches.map((watch) => watch.tier)).toEqual(watches.map(() => tier));
});

test("rejects an alarm in a region that does not have the metric", () => {
  const rows = [...SAMPLES.cdn, ...SAMPLES.firewall, ...SAMPLES["public-name"]].flatMap(({ alarms }) => alarms);
  for (const row of rows) {
    expect(() => {
      assertAlarmable(row, "eu-west-1");
    }).toThrow("in us-east-1 only");
  }
});

const RESOURCES = ALL.filter(([tier]) => tier !== "service" && tier !== "worker");

test.each(RESOURCES)("%s %d: pages and suppressors exist at the level basic", (_, __, { alarms }) => {
  const needed = alarms.filter(({ severity, suppressesDependents }) => severity === "page" || suppressesDependents === true);
  expect(needed.filter(({ level }) => level !== "basic").map(({ id }) => id)).toEqual([]);
});
