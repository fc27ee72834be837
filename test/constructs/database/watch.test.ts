import { applicationConnections } from "../../../aws/instance-classes";
import type { Database } from "../../../constructs/database/model";
import { watchDatabase } from "../../../constructs/database/watch";
import { burstsToDisk, grows, memoryOf, slotLimit, vcpusOf, volumeLimits } from "../../../constructs/database/watch/limits";
import { hourlyCredits } from "../../../aws/cpu-credits";
import { MYSQL, POSTGRES, PRIMARY_LINES, loadLines } from "./fixtures";
import { faults, linesOf } from "../watching/faults";

const watch = (database: Database) => watchDatabase({ database, identifier: "dev-main", resourceId: "db-1" });
const idsOf = (database: Database) => watch(database).alarms.map(({ id }) => id);

test("alarms of a PostgreSQL primary with replicas, Performance Insights and growing storage", () => {
  expect(linesOf(watch(POSTGRES))).toEqual([
    ...PRIMARY_LINES,
    `SlotLag: ticket; at-or-above ${12.5 * 1_024 ** 3}, 15 of 15 × 1 minute; no data: notBreaching`,
    `WalStorage: ticket; at-or-above ${40 * 1_024 ** 3}, 15 of 15 × 1 minute; no data: ignore`,
    "TransactionIds: ticket; at-or-above 1000000000, 3 of 3 × 5 minutes; no data: ignore",
    "TransactionIdsLate: page database-wraparound; at-or-above 1800000000, 3 of 3 × 5 minutes; no data: ignore",
    ...loadLines(0.8),
    "Waiting: ticket; above 2, 12 of 15 × 1 minute; no data: notBreaching",
  ]);
});

test("alarms of a MySQL primary on a burstable class without Performance Insights", () => {
  expect(linesOf(watch({ ...MYSQL, size: "db.t4g.micro", performanceInsights: false }))).toEqual([
    ...PRIMARY_LINES,
    `BinlogStorage: ticket; at-or-above ${40 * 1_024 ** 3}, 15 of 15 × 1 minute; no data: ignore`,
    ...loadLines(0.05),
    "CpuCredits: ticket; below 12, 24 of 24 × 5 minutes; no data: notBreaching",
  ]);
});

test.each([
  ["PostgreSQL", POSTGRES],
  ["MySQL", MYSQL],
  ["a large volume", { ...POSTGRES, storage: "1 TB", maxStorage: "5 TB" }],
  ["a large class", { ...POSTGRES, size: "db.r6g.16xlarge" }],
  ["an unknown class", { ...POSTGRES, size: "db.z9.large" }],
] as const)("AWS publishes the metrics of %s and accepts its alarms", (_, database) => {
  expect(faults([watch(database)])).toEqual([]);
});

test("accepts a reference as the identifier", () => {
  const identifier = "${aws_db_instance.Database-main.identifier}";
  const { alarms } = watchDatabase({ database: POSTGRES, identifier });
  expect(JSON.stringify(alarms.map(({ metric }) => metric))).toContain(`"DBInstanceIdentifier":"${identifier}"`);
});

test.each<[string, Database, readonly string[]]>([
  ["no slot alarm without replicas", { ...POSTGRES, readReplicas: 0 }, ["SlotLag"]],
  ["no session alarm without Performance Insights", { ...POSTGRES, performanceInsights: false }, ["Waiting"]],
  [
    "no reserve alarms on a class that cannot burst its EBS bandwidth",
    { ...POSTGRES, size: "db.r6g.8xlarge" },
    ["DiskOperationsReserve", "DiskBandwidthReserve"],
  ],
  ["an unknown class", { ...POSTGRES, size: "db.z9.large" }, ["ConnectionsFull", "ConnectionsTaken", "Memory", "Connections", "Waiting"]],
])("%s", (_, database, missing) => {
  expect(idsOf(POSTGRES).filter((id) => !idsOf(database).includes(id))).toEqual(missing);
});

test("a cross-region replica retains WAL like a read replica", () => {
  expect(idsOf({ ...POSTGRES, readReplicas: 0, regions: ["us-east-1", "eu-west-1"] })).toContain("SlotLag");
});

test("time to full counts below a tenth of free space if storage can grow, and always if it cannot", () => {
  const expressionOf = (database: Database, id: string) => {
    const metric = watch(database).alarms.find((row) => row.id === id)?.metric;
    return metric && "expression" in metric ? metric.expression : undefined;
  };
  expect(expressionOf(POSTGRES, "StorageFilling")).toMatch(new RegExp(`^IF\\(free < ${10 * 1_024 ** 3}, IF\\(RATE`));
  expect(expressionOf({ ...POSTGRES, maxStorage: "100 GB" }, "StorageFilling")).toMatch(/^IF\(RATE/);
  expect(expressionOf(POSTGRES, "StorageTrend")).toContain(`(free + ${400 * 1_024 ** 3})`);
  expect(expressionOf({ ...POSTGRES, maxStorage: "100 GB" }, "StorageTrend")).toContain("free / (0 - RATE(free))");
});

test.each<[Database["engine"], string, Record<string, string>, number | undefined]>([
  ["postgres", "db.t4g.micro", {}, 76],
  ["mysql", "db.t4g.micro", {}, 56],
  ["postgres", "db.r6g.xlarge", {}, 3_463],
  ["postgres", "db.r6g.16xlarge", {}, 4_995],
  ["postgres", "db.t4g.micro", { max_connections: "200" }, 195],
  ["postgres", "db.t4g.micro", { max_connections: "LEAST({DBInstanceClassMemory/9531392},5000)" }, 76],
  ["postgres", "db.t4g.micro", { max_connections: "6" }, 1],
  ["postgres", "db.t4g.micro", { max_connections: "3" }, 1],
  ["postgres", "db.z9.large", {}, undefined],
  ["postgres", "db.z9.large", { max_connections: "100" }, 95],
])("%s on %s with %p has %p connections for applications", (engine, size, parameters, expected) => {
  expect(applicationConnections({ engine, parameters }, size)).toBe(expected);
});

test.each([
  ["20 GB", 3_000, 125],
  ["399 GB", 3_000, 125],
  ["400 GB", 12_000, 500],
  ["4 TB", 12_000, 500],
] as const)("a volume of %s has limits of %d operations and %d MiB a second", (storage, operations, mebibytes) => {
  expect(volumeLimits(storage)).toEqual({ operations, bytes: mebibytes * 1_024 ** 2 });
});

test.each([
  ["db.t4g.micro", true, 12, 1, 2],
  ["db.t3.small", true, 24, 2, 2],
  ["db.t4g.2xlarge", true, 192, 32, 8],
  ["db.r6g.large", true, undefined, 16, 2],
  ["db.m7i.4xlarge", true, undefined, 64, 16],
  ["db.r6g.8xlarge", false, undefined, 256, 32],
  ["db.m5.24xlarge", false, undefined, 384, 96],
])("%s: bursts its EBS bandwidth %p, credits an hour %p, %p GiB, %p vCPUs", (name, bursts, credits, gibibytes, vcpus) => {
  expect(burstsToDisk(name)).toBe(bursts);
  expect(hourlyCredits(name)).toBe(credits);
  expect(memoryOf(name)).toBe(gibibytes * 1_024 ** 3);
  expect(vcpusOf(name)).toBe(vcpus);
});

test("storage grows if its maximum is larger, and a replica can retain WAL of a quarter of it", () => {
  expect(grows({ storage: "100 GB", maxStorage: "100 GB" })).toBe(false);
  expect(grows({ storage: "100 GB", maxStorage: "110 GB" })).toBe(true);
  expect(slotLimit({ storage: "100 GB" })).toBe(25 * 1_024 ** 3);
});

test("the dashboard has all four signals, with alarm thresholds as lines", () => {
  const { signals, alarms } = watch(POSTGRES);
  expect(new Set(signals.map(({ signal }) => signal))).toEqual(new Set(["latency", "traffic", "errors", "saturation"]));
  const connections = signals.find(({ title }) => title === "Connections");
  expect(connections?.limits?.map(({ value }) => value).sort()).toEqual([80, 95]);
  const values = signals.flatMap(({ limits = [] }) => limits.map(({ value }) => value));
  expect(values.every((value) => alarms.some(({ threshold }) => threshold === value))).toBe(true);
});

test("the dashboard has no engine counters without a resource ID or without Performance Insights", () => {
  const titles = (props: Parameters<typeof watchDatabase>[0]) => watchDatabase(props).signals.map(({ title }) => title);
  expect(titles({ database: POSTGRES, identifier: "dev-main" })).not.toContain("Deadlocks");
  const without = { ...POSTGRES, performanceInsights: false };
  expect(titles({ database: without, identifier: "dev-main", resourceId: "db-1" })).not.toContain("Deadlocks");
});
