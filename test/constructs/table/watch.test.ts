import type { Table } from "../../../constructs/table/model";
import { isMath } from "../../../constructs/watching/metric-math";
import { watchTable } from "../../../constructs/table/watch";
import { faults, linesOf } from "../watching/faults";
import { TABLE } from "./model";

const watch = (table: Table = TABLE, region = "us-east-1") => watchTable({ table, tableName: "dev-likes", region });

test("alarms of a provisioned table with an index and a replica", () => {
  expect(linesOf(watch())).toEqual([
    "SystemErrors: page table-errors; at-or-above 60, 5 of 7 × 1 minute; no data: notBreaching",
    "Failing: none; at-or-above 60, 2 of 3 × 1 minute; no data: notBreaching",
    "ReadsThrottled: ticket; at-or-above 60, 10 of 15 × 1 minute; no data: notBreaching",
    "WritesThrottled: ticket; at-or-above 60, 10 of 15 × 1 minute; no data: notBreaching",
    "ReadsThrottled-by_user: ticket; at-or-above 60, 10 of 15 × 1 minute; no data: notBreaching",
    "WritesThrottled-by_user: ticket; at-or-above 60, 10 of 15 × 1 minute; no data: notBreaching",
    "ReadCapacity: ticket; at-or-above 80, 12 of 15 × 1 minute; no data: notBreaching",
    "WriteCapacity: ticket; at-or-above 80, 12 of 15 × 1 minute; no data: notBreaching",
    "ReadCapacity-by_user: ticket; at-or-above 80, 12 of 15 × 1 minute; no data: notBreaching",
    "WriteCapacity-by_user: ticket; at-or-above 80, 12 of 15 × 1 minute; no data: notBreaching",
    "SlowReads: ticket; at-or-above 50, 12 of 15 × 1 minute; no data: notBreaching",
    "SlowWrites: ticket; at-or-above 50, 12 of 15 × 1 minute; no data: notBreaching",
    "Replication-eu-west-1: ticket; at-or-above 60000, 3 of 4 × 5 minutes; no data: notBreaching",
  ]);
});

test.each<[string, Table, string]>([
  ["a replica", TABLE, "eu-west-1"],
  ["on demand", { ...TABLE, capacity: { mode: "on-demand" } }, "us-east-1"],
  ["a single region", { ...TABLE, indexes: [], regions: ["us-east-1"] }, "us-east-1"],
])("AWS publishes the metrics of a table and accepts its alarms: %s", (_, table, region) => {
  expect(faults([watch(table, region)])).toEqual([]);
});

const expressions = (table: Table) =>
  watch(table).alarms.flatMap(({ id, metric }) => (id.includes("Capacity") && isMath(metric) ? [metric.expression] : []));

test("capacity alarms use the maximum of the range for table and index, and the quota for on-demand tables", () => {
  const share = (units: number) => `100 * FILL(consumed, 0) / PERIOD(consumed) / ${units}`;
  expect(expressions(TABLE)).toEqual([share(1_000), share(200), share(1_000), share(200)]);
  expect(expressions({ ...TABLE, capacity: { mode: "on-demand" } })).toEqual([40_000, 40_000, 40_000, 40_000].map(share));
});

test("each region monitors replication to each other region", () => {
  const replication = (table: Table, region: string) =>
    watch(table, region)
      .alarms.map(({ id }) => id)
      .filter((id) => id.startsWith("Replication"));
  const three = { ...TABLE, regions: ["us-east-1", "eu-west-1", "ap-southeast-2"] };
  expect(replication(three, "eu-west-1")).toEqual(["Replication-us-east-1", "Replication-ap-southeast-2"]);
  expect(replication({ ...TABLE, regions: ["us-east-1"] }, "us-east-1")).toEqual([]);
});

test("every alarm reads zero while DynamoDB publishes no data, and its window has more datapoints than it requires", () => {
  for (const { metric, datapoints, datapointsToAlarm = datapoints } of watch().alarms) {
    expect(isMath(metric) && metric.expression).toContain("FILL(");
    expect(datapointsToAlarm).toBeLessThan(datapoints);
  }
});

test("the dashboard has all four signals", () => {
  expect(new Set(watch().signals.map(({ signal }) => signal))).toEqual(new Set(["latency", "traffic", "errors", "saturation"]));
});
