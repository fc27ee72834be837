import type { Database } from "../../../constructs/database/model";
import { majorVersion, parameterFamily, parametersOf } from "../../../constructs/database/engine";
import { gp3 } from "../../../constructs/database/storage";
import { MYSQL, POSTGRES } from "./fixtures";

test.each<[Database["engine"], string, string, string]>([
  ["postgres", "17", "17", "postgres17"],
  ["postgres", "16.3", "16", "postgres16"],
  ["mysql", "8.0", "8.0", "mysql8.0"],
  ["mysql", "8.4", "8.4", "mysql8.4"],
  ["mysql", "8.0.39", "8.0", "mysql8.0"],
])("%s %s is upgraded within %s, with parameters of %s", (engine, version, major, family) => {
  expect(majorVersion({ engine, version })).toBe(major);
  expect(parameterFamily({ engine, version })).toBe(family);
});

test("PostgreSQL rejects connections without TLS, logs slow statements and limits the WAL of a stalled replica", () => {
  expect(parametersOf({ ...POSTGRES, slowQuery: "2 seconds", storage: "100 GB" })).toEqual([
    { name: "rds.force_ssl", value: "1", applyMethod: "pending-reboot" },
    { name: "log_min_duration_statement", value: "2000", applyMethod: "immediate" },
    { name: "max_slot_wal_keep_size", value: "25600", applyMethod: "immediate" },
  ]);
});

test("sets no WAL limit without replicas in this or another region", () => {
  const names = (regions: readonly string[]) => parametersOf({ ...POSTGRES, readReplicas: 0, regions }).map(({ name }) => name);
  expect(names(["us-east-1"])).toEqual(["rds.force_ssl", "log_min_duration_statement"]);
  expect(names(["us-east-1", "eu-west-1"])).toEqual(["rds.force_ssl", "log_min_duration_statement", "max_slot_wal_keep_size"]);
});

test("MySQL rejects connections without TLS and logs slow statements to files, the only output that RDS exports", () => {
  expect(parametersOf({ ...MYSQL, slowQuery: "2 seconds" })).toEqual([
    { name: "require_secure_transport", value: "1", applyMethod: "pending-reboot" },
    { name: "slow_query_log", value: "1", applyMethod: "pending-reboot" },
    { name: "long_query_time", value: "2", applyMethod: "immediate" },
    { name: "log_output", value: "FILE", applyMethod: "pending-reboot" },
  ]);
});

test.each([POSTGRES, MYSQL])(
  "$engine: only parameters that differ from the default apply immediately, so that plans converge",
  (database) => {
    const immediate = parametersOf(database).filter(({ applyMethod }) => applyMethod === "immediate");
    expect(immediate.map(({ name }) => name)).toEqual(
      database.engine === "postgres" ? ["log_min_duration_statement", "max_slot_wal_keep_size"] : ["long_query_time"],
    );
  },
);

test("a team's parameters use pending-reboot, which static parameters require, and cannot disable TLS", () => {
  const parameters = { shared_preload_libraries: "pg_stat_statements", "rds.force_ssl": "0" };
  const all = parametersOf({ ...POSTGRES, readReplicas: 0, parameters });
  expect(all).toContainEqual({ name: "shared_preload_libraries", value: "pg_stat_statements", applyMethod: "pending-reboot" });
  expect(all.filter(({ name }) => name === "rds.force_ssl").map(({ value }) => value)).toEqual(["1"]);
});

test.each([
  ["20 GB", "100 GB", { allocatedStorage: 20, maxAllocatedStorage: 100 }],
  ["399 GB", "1 TB", { allocatedStorage: 399, maxAllocatedStorage: 1024 }],
  ["400 GB", "2 TB", { allocatedStorage: 400, maxAllocatedStorage: 2048, iops: 12000, storageThroughput: 500 }],
  ["2 TB", "10 TB", { allocatedStorage: 2048, maxAllocatedStorage: 10240, iops: 12000, storageThroughput: 500 }],
] as const)("gp3 of %s has IOPS and throughput only if RDS accepts them", (storage, most, expected) => {
  expect(gp3(storage, most)).toEqual({ storageType: "gp3", ...expected });
});
