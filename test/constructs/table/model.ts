import type { Table } from "../../../constructs/table/model";

/** A provisioned table with an index and two replicas. */
export const TABLE: Table = {
  name: "likes",
  key: { partition: { name: "photo", type: "string" } },
  indexes: [{ name: "by_user", key: { partition: { name: "user", type: "string" } }, projection: "all" }],
  capacity: { mode: "provisioned", read: { min: 10, max: 1_000 }, write: { min: 5, max: 200 }, utilization: 70 },
  stream: "none",
  pointInTimeRecovery: true,
  regions: ["us-east-1", "eu-west-1"],
};
