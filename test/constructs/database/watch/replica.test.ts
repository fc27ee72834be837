import type { Database } from "../../../../constructs/database/model";
import { watchReaders, watchReplica } from "../../../../constructs/database/watch/replica";
import { MYSQL, POSTGRES, loadLines } from "../fixtures";
import { faults, linesOf } from "../../watching/faults";

const replica = (database: Database, kind: "replica" | "copy" = "replica") =>
  watchReplica({ database, identifier: "dev-main-replica-1", role: "replica-1", kind, lag: "5 minutes" });

test("a replica of PostgreSQL: tickets only", () => {
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

test("MySQL says when replication has stopped", () => {
  expect(linesOf(replica(MYSQL))[1]).toBe("NotReplicating: ticket; below 0, 15 of 15 × 1 minute; no data: notBreaching");
});

test.each<[string, Database, "replica" | "copy", readonly string[]]>([
  ["a replica is no source", POSTGRES, "replica", []],
  ["a copy with further replicas is one", POSTGRES, "copy", ["SlotLag", "WalStorage"]],
  ["a copy alone keeps WAL for nobody", { ...POSTGRES, readReplicas: 1 }, "copy", ["WalStorage"]],
  ["a copy of MySQL keeps binary logs", MYSQL, "copy", ["BinlogStorage"]],
])("%s", (_, database, kind, expected) => {
  const ids = replica(database, kind).alarms.map(({ id }) => id);
  expect(ids.filter((id) => ["SlotLag", "WalStorage", "BinlogStorage"].includes(id))).toEqual(expected);
});

test("a copy has the primary's class, a replica its own", () => {
  const memory = (kind: "replica" | "copy") => replica(POSTGRES, kind).alarms.find(({ id }) => id === "Memory")?.threshold;
  expect(memory("copy")).toBe(Math.round(0.05 * 16 * 1_024 ** 3));
  expect(memory("replica")).toBe(Math.round(0.05 * 8 * 1_024 ** 3));
});

test("a page when the last replica of a region is unfit", () => {
  const watch = watchReaders({ database: POSTGRES, identifiers: ["dev-main-replica-1", "dev-main-replica-2"], lag: "90 seconds" });
  expect(linesOf(watch)).toEqual(["ReadersOut: page replicas-out-of-rotation; above 90, 10 of 10 × 1 minute; no data: breaching"]);
  expect(watch.signals.flatMap(({ limits = [] }) => limits.map(({ value }) => value))).toEqual([90]);
});

test("a region without replicas has no readers to watch", () => {
  expect(() => watchReaders({ database: POSTGRES, identifiers: [], lag: "5 minutes" })).toThrow(
    'database "main" has no replicas here; watch its readers only in a region that has at least 1',
  );
});

test.each([
  ["replica", replica(POSTGRES)],
  ["replica of MySQL", replica(MYSQL)],
  ["copy", replica(POSTGRES, "copy")],
  ["readers", watchReaders({ database: MYSQL, identifiers: Array.from({ length: 15 }, (_, n) => `r${n}`), lag: "5 minutes" })],
])("AWS publishes what a %s is watched by, and takes its alarms", (_, watch) => {
  expect(faults([watch])).toEqual([]);
});

test("names of alarms are not those that Route 53 follows", () => {
  const names = replica(MYSQL).alarms.map(({ name }) => name.join("-"));
  expect(names).not.toContain("reports-replica-1-lag");
  expect(names).not.toContain("reports-replica-1-stopped");
});
