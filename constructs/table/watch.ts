import type { Table } from "./model";
import type { AlarmRow } from "../watching/alarm-row";
import { type Operation, operationMetric, replicationLatency, tableMetric } from "./metrics";
import { zeroWhenSilent } from "../watching/metric-math";
import { capacityShare, systemErrors } from "./metrics-math";
import type { Tier } from "../watching/tier";
import type { Signal, Watch } from "../watching/watch";
import { limitsOf } from "../watching/limits";
import { TICKET } from "../watching/rows";

/** Tier of the table watches. */
export const TABLE_TIERS = [{ tier: "table", title: "Tables", rank: 100 }] as const satisfies readonly Tier[];

export interface WatchTableProps {
  readonly table: Table;
  readonly tableName: string;
  /** Region of this replica. */
  readonly region: string;
}

/** Default quota in units a second of an on-demand table and of each of its indexes. */
const ON_DEMAND = 40_000;

const KINDS = ["read", "write"] as const;

/** Reads or writes of the table itself or of one of its indexes. */
interface Part {
  readonly kind: (typeof KINDS)[number];
  /** Undefined: the table itself. */
  readonly index?: string;
}

/**
 * Alarms and graphs of a table in one region, for the table itself and each of its indexes: CloudWatch does not aggregate them, and an
 * index without enough write capacity throttles its table.
 *
 * The only page is for errors of DynamoDB itself. Throttling opens a ticket: SDKs retry, so users notice slow responses or errors of a
 * service, which has its own pages, and this alarm shows the cause.
 *
 * Errors of callers (`UserErrors`) have no table dimension; they cover the whole account.
 *
 * Cost drivers: alarms, billed by the metrics that they read: 10, plus 4 for the table and each index, plus 1 for each other region.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
 */
export function watchTable({ table, tableName, region }: WatchTableProps): Watch {
  const parts = [undefined, ...table.indexes.map(({ name }) => name)].flatMap((index) => KINDS.map((kind): Part => ({ kind, index })));
  const others = table.regions.filter((other) => other !== region);
  const alarms = [
    errors(table, tableName),
    failing(table, tableName),
    ...parts.map((part) => throttled(table, tableName, part)),
    ...parts.map((part) => capacity(table, tableName, part)),
    slow(table, tableName, "SlowReads", "GetItem"),
    slow(table, tableName, "SlowWrites", "PutItem"),
    ...others.map((other) => replication(table, tableName, other)),
  ];
  return { tier: "table", name: table.name, alarms, signals: signalsOf(table, tableName, parts, others, alarms) };
}

/**
 * One error a second for five minutes. SDKs retry up to ten times, so lower rates do not reach users. At DynamoDB's usual rate of one in
 * 100,000, a table would need 100,000 requests a second to reach this.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
 */
function errors({ name }: Table, tableName: string): AlarmRow {
  return {
    id: "SystemErrors",
    level: "basic",
    name: [name, "system-errors"],
    severity: "page",
    runbook: "table-errors",
    description: `DynamoDB returns 5xx errors for at least 60 requests a minute on table ${name}.`,
    reason: "User requests to the table fail in this region, and only AWS can fix it: evacuate the region.",
    metric: systemErrors(tableName),
    comparison: "at-or-above",
    threshold: 60,
    period: "1 minute",
    // The newest two datapoints can be late.
    datapoints: 7,
    datapointsToAlarm: 5,
    missingData: "notBreaching",
  };
}

/** Fires before its dependents page. */
function failing(table: Table, tableName: string): AlarmRow {
  return {
    ...errors(table, tableName),
    id: "Failing",
    name: [table.name, "failing"],
    severity: "none",
    runbook: undefined,
    description: `DynamoDB has returned 5xx errors for at least 60 requests a minute on table ${table.name} for 2 minutes.`,
    reason: "Suppresses pages from dependents, so that one outage pages once. Pages itself after 5 minutes.",
    datapoints: 3,
    datapointsToAlarm: 2,
    suppressesDependents: true,
  };
}

/** One event a second, in 10 of 15 minutes: scaling takes two or three minutes and has finished by then. */
function throttled({ name, capacity: { mode } }: Table, tableName: string, { kind, index }: Part): AlarmRow {
  const what = index === undefined ? `Table ${name}` : `Index ${index} of table ${name}`;
  const cause = mode === "on-demand" ? "traffic has more than doubled within 30 minutes" : "scaling is at its maximum";
  return {
    ...TICKET,
    id: idOf(kind === "read" ? "ReadsThrottled" : "WritesThrottled", index),
    level: "standard",
    name: [name, ...(index === undefined ? [] : [index]), `${kind}s-throttled`],
    description: `${what} throttles at least one ${kind} a second: ${cause}, or one key receives most of the traffic.`,
    reason: "SDKs retry while users wait; requests whose last retry is throttled fail.",
    metric: zeroWhenSilent(tableMetric(`${kind}Throttles`, tableName, index)),
    comparison: "at-or-above",
    threshold: 60,
    datapointsToAlarm: 10,
  };
}

function capacity(table: Table, tableName: string, { kind, index }: Part): AlarmRow {
  const units = unitsOf(table, kind);
  const what = index === undefined ? `Table ${table.name}` : `Index ${index} of table ${table.name}`;
  const fix = table.capacity.mode === "on-demand" ? "Request a higher quota from AWS, which takes days." : "Increase its maximum.";
  return {
    ...TICKET,
    id: idOf(kind === "read" ? "ReadCapacity" : "WriteCapacity", index),
    name: [table.name, ...(index === undefined ? [] : [index]), `${kind}-capacity`],
    description: `${what} consumes at least 80% of its maximum of ${units} ${kind} units a second.`,
    reason: `Above the maximum it throttles ${kind}s. ${fix}`,
    metric: capacityShare(kind, tableName, units, index),
    comparison: "at-or-above",
    threshold: 80,
    datapointsToAlarm: 12,
  };
}

/** Maximum units a second: the maximum of its range, or the quota. An index has the maximum of its table. */
function unitsOf({ capacity }: Table, kind: Part["kind"]): number {
  return capacity.mode === "on-demand" ? ON_DEMAND : capacity[kind].max;
}

/** Single-digit milliseconds are usual for one item. */
function slow({ name }: Table, tableName: string, id: string, operation: Operation): AlarmRow {
  return {
    ...TICKET,
    id,
    name: [name, operation === "GetItem" ? "slow-reads" : "slow-writes"],
    description: `${operation} on table ${name} takes at least 50 ms inside DynamoDB.`,
    reason: "User requests wait this long for each item.",
    metric: zeroWhenSilent(operationMetric("latency", tableName, operation)),
    comparison: "at-or-above",
    threshold: 50,
    datapointsToAlarm: 12,
  };
}

/**
 * About one second is usual. Each region monitors replication from itself, since AWS publishes the metric there. Without writes there is no
 * data.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_monitoring.html
 */
function replication({ name }: Table, tableName: string, other: string): AlarmRow {
  return {
    ...TICKET,
    id: `Replication-${other}`,
    level: "standard",
    name: [name, "to", other],
    description: `Writes to table ${name} take at least 1 minute to reach ${other}.`,
    reason: "Users who are routed to the other region do not see their recent writes, and an outage of this region loses them.",
    metric: zeroWhenSilent(replicationLatency(tableName, other)),
    comparison: "at-or-above",
    threshold: 60_000,
    // Published every five minutes; the newest datapoint can be late.
    period: "5 minutes",
    datapoints: 4,
    datapointsToAlarm: 3,
  };
}

function idOf(role: string, index: string | undefined): string {
  return index === undefined ? role : `${role}-${index}`;
}

function signalsOf(
  table: Table,
  tableName: string,
  parts: readonly Part[],
  others: readonly string[],
  rows: readonly AlarmRow[],
): readonly Signal[] {
  const usual = ["GetItem", "Query", "PutItem", "UpdateItem"] as const;
  const labeled = (metric: "Capacity" | "Throttles") =>
    parts.map(({ kind, index }) => {
      const found = tableMetric(`${kind}${metric}`, tableName, index);
      return index === undefined ? found : { ...found, label: `${found.label}, ${index}` };
    });
  return [
    {
      signal: "latency",
      title: "Latency inside DynamoDB",
      metrics: usual.map((operation) => operationMetric("latency", tableName, operation)),
      limits: limitsOf(rows, "SlowReads"),
    },
    { signal: "traffic", title: "Units consumed", metrics: labeled("Capacity") },
    { signal: "errors", title: "Errors", metrics: [systemErrors(tableName)], limits: limitsOf(rows, "SystemErrors") },
    { signal: "errors", title: "Throttled", metrics: labeled("Throttles"), limits: limitsOf(rows, "ReadsThrottled") },
    {
      signal: "saturation",
      title: "Capacity in use",
      metrics: parts.map(({ kind, index }) => capacityShare(kind, tableName, unitsOf(table, kind), index)),
      limits: limitsOf(rows, "ReadCapacity"),
    },
    ...(others.length > 0
      ? [
          {
            signal: "latency",
            title: "Replication latency to other regions",
            metrics: others.map((other) => replicationLatency(tableName, other)),
          } as const,
        ]
      : []),
  ];
}
