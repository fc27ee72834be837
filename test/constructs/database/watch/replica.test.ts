import type { Database } from "../../../../constructs/database/model";
import { watchReaders, watchReplica } from "../../../../constructs/database/watch/replica";
import { MYSQL, POSTGRES, loadLines } from "../fixtures";
import { faults, linesOf } from "../../watching/faults";

const replica = (database: Database, kind: "read" | "cross-region" = "read") =>
  watchReplica({ database, identifier: "dev-main-replica-1", role: "replica-1", kind, lag: "5 minutes" });

test("alarms of a PostgreSQL replica open tickets only", () => {
  expect(linesOf(replica(POSTGRES))).toEqual([
    "Behind: ticket; above 300, 30 of 30 × 1 minute; no data: breaching",
    `StorageFull: ticket; below ${5 * 1_024 ** 3}, 15 of 15 × 1 minute; no data: ignore`,
    "StorageFilling: ticket; below 6, 3 of 3 × 10 minutes; no data: ignore",
    "StorageTrend: ticket; below 336, 3 of 4 × 6 hours; no data: ignore",
    ...loadLines(0.4),
    "CpuCredits: ticket; below 36, 24 of 24 × 5 minutes; no data: notBreaching",
    "Waiting: ticket; above 2, 12 of 15 × 1 minute; no data: notBreaching",
  ]);
});

test("a MySQL replica has an alarm on stopped replication", () => {
  expect(linesOf(replica(MYSQL))[1]).toBe("NotReplicating: ticket; below 0, 15 of 15 × 1 minute; no data: notBreaching");
});

test.each<[string, Database, "read" | "cross-region", readonly string[]]>([
  ["a read replica is not a source", POSTGRES, "read", []],
  ["a cross-region replica with further replicas is a source", POSTGRES, "cross-region", ["SlotLag", "WalStorage"]],
  ["a single cross-region replica retains WAL for no replica", { ...POSTGRES, readReplicas: 1 }, "cross-region", ["WalStorage"]],
  ["a MySQL cross-region replica retains binary logs", MYSQL, "cross-region", ["BinlogStorage"]],
])("%s", (_, database, kind, expected) => {
  const ids = replica(database, kind).alarms.map(({ id }) => id);
  expect(ids.filter((id) => ["SlotLag", "WalStorage", "BinlogStorage"].includes(id))).toEqual(expected);
});

test("a cross-region replica has the primary's class, a read replica its own", () => {
  const memory = (kind: "read" | "cross-region") => replica(POSTGRES, kind).alarms.find(({ id }) => id === "Memory")?.threshold;
  expect(memory("cross-region")).toBe(Math.round(0.05 * 16 * 1_024 ** 3));
  expect(memory("read")).toBe(Math.round(0.05 * 8 * 1_024 ** 3));
});

test("pages when the last replica of a region is unhealthy", () => {
  const watch = watchReaders({ database: POSTGRES, identifiers: ["dev-main-replica-1", "dev-main-replica-2"], lag: "90 seconds" });
  expect(linesOf(watch)).toEqual(["ReadersOut: page replicas-out-of-rotation; above 90, 10 of 10 × 1 minute; no data: breaching"]);
  expect(watch.signals.flatMap(({ limits = [] }) => limits.map(({ value }) => value))).toEqual([90]);
});

test("rejects a readers watch in a region without replicas", () => {
  expect(() => watchReaders({ database: POSTGRES, identifiers: [], lag: "5 minutes" })).toThrow(
    'database "main" has no replicas in this region; watch its readers only in a region with at least 1 replica',
  );
});

test.each([
  ["replica", replica(POSTGRES)],
  ["replica of MySQL", replica(MYSQL)],
  ["cross-region replica", replica(POSTGRES, "cross-region")],
  ["readers", watchReaders({ database: MYSQL, identifiers: Array.from({ length: 15 }, (_, n) => `r${n}`), lag: "5 minutes" })],
])("AWS publishes the metrics of a %s watch and accepts its alarms", (_, watch) => {
  expect(faults([watch])).toEqual([]);
});

test("alarm names differ from those of the alarms that Route 53 follows", () => {
  const names = replica(MYSQL).alarms.map(({ name }) => name.join("-"));
  expect(names).not.toContain("reports-replica-1-lag");
  expect(names).not.toContain("reports-replica-1-stopped");
});
