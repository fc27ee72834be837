import { KINDS } from "../../../constructs/kinds";
import { KIND_TIERS, type KindParts, kindQuestions, kindWatches } from "../../../constructs/registry";
import type { Place } from "../../../constructs/watching/place";
import { full } from "../../fixtures/environments/full";
import { platformOf } from "../../support/resolved";

const platform = platformOf(full);
const place: Place = {
  environment: platform.name,
  region: platform.primaryRegion,
  primaryRegion: platform.primaryRegion,
  replicaLag: "1 minute",
};

const named = <Part>(models: readonly { readonly name: string }[], part: (name: string) => Part) =>
  new Map(models.map(({ name }) => [name, part(name)]));
const PARTS: KindParts = {
  queues: named(platform.queues, (name) => ({ queueName: name, deadLetterQueueName: `${name}-dead-letters` })),
  caches: named(platform.caches, (replicationGroupId) => ({ replicationGroupId })),
  databases: named(platform.databases, (identifier) => ({ identifier, resourceId: `db-${identifier}`, replicas: [] })),
};
const tiers = (parts = PARTS) => [...new Set(kindWatches(platform, parts, place).map(({ tier }) => tier))];

test("watches of kinds are in the order of the dashboards, regardless of the order of the kinds", () => {
  expect(tiers()).toEqual(["queue", "database", "cache", "table"]);
  const ranks = tiers().map((tier) => KIND_TIERS.find((known) => known.tier === tier)?.rank ?? -1);
  expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
});

test("each resource has one set of watches, in tiers of its own kind only", () => {
  for (const kind of KINDS) {
    const watches = kind.watches(platform, PARTS, place);
    for (const { tier } of watches) expect(kind.tiers.map((own) => own.tier)).toContain(tier);
    const ids = watches.map(({ tier, name }) => `${tier} ${name}`);
    expect(new Set(ids).size).toBe(ids.length);
  }
  expect(kindWatches(platform, PARTS, place).filter(({ tier }) => tier === "queue")).toHaveLength(platform.queues.length);
});

test.each([
  ["queue", { ...PARTS, queues: new Map() }, platform.queues[0]?.name],
  ["cache", { ...PARTS, caches: new Map() }, platform.caches[0]?.name],
])("throws if the stack does not pass a %s, which would not be monitored", (kind, parts, name) => {
  expect(() => kindWatches(platform, parts, place)).toThrow(
    `${kind} "${name}" has no part in ${place.region}, but must have one in every region: pass it to the region's watch stack`,
  );
});

test("a database without an instance, and a table without a replica, have no watches in the region", () => {
  expect(tiers({ ...PARTS, databases: new Map() })).toEqual(["queue", "cache", "table"]);
  const elsewhere = { ...place, region: "ap-east-1" };
  expect(kindWatches(platform, PARTS, elsewhere).map(({ tier }) => tier)).not.toContain("table");
});

test("saved queries read the log groups of all resources of a kind", () => {
  const { databases } = platform;
  const replicas = [{ identifier: "reader", resourceId: "db-reader" }];
  const parts = { ...PARTS, databases: named(databases, (identifier) => ({ identifier, resourceId: "db", replicas })) };
  const slow = kindQuestions(platform, parts).find(({ name }) => name === "databases/slow statements of postgres");
  const postgres = databases.filter(({ engine }) => engine === "postgres");
  expect(slow?.logGroups).toEqual(
    postgres.flatMap(({ name }) => [`/aws/rds/instance/${name}/postgresql`, "/aws/rds/instance/reader/postgresql"]),
  );
  expect(postgres.length).toBeGreaterThan(0);
});
