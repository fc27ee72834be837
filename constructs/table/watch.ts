import type { Table } from "./model";
import type { AlarmRow } from "../watching/alarm-row";
import { type Operation, operationMetric, replicationLatency, tableMetric } from "./metrics";
import { zeroWhenSilent } from "../watching/metric-math";
import { capacityShare, systemErrors } from "./metrics-math";
import type { Tier } from "../watching/tier";
import type { Signal, Watch } from "../watching/watch";
import { limitsOf } from "../watching/limits";
import { TICKET } from "../watching/rows";

/** What the watches of tables belong to. */
export const TABLE_TIERS = [{ tier: "table", title: "Tables", rank: 100 }] as const satisfies readonly Tier[];

export interface WatchTableProps {
  readonly table: Table;
  readonly tableName: string;
  /** Where this copy is. */
  readonly region: string;
}

/** Units a second that AWS gives an on-demand table, and each of its indexes, unless it is asked for more. */
const ON_DEMAND = 40_000;

const KINDS = ["read", "write"] as const;

/** One kind of traffic of the table itself, or of one of its indexes. */
interface Part {
  readonly kind: (typeof KINDS)[number];
  /** Undefined: the table itself. */
  readonly index?: string;
}

/**
 * What a table is watched by in one region: the table itself and each of its indexes, since CloudWatch adds none up and an index that is
 * short of writes throttles its table.
 *
 * One page: DynamoDB itself answers with errors. Throttling is a ticket: SDKs try again, so users see it as slow answers or as errors of a
 * service, which has pages of its own; here is why.
 *
 * Errors of callers (`UserErrors`) are of the whole account and say nothing of a table.
 *
 * Cost drivers: each alarm by the metrics that it reads: 10, 4 for the table and for each index, 1 for each other region.
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
 * One error a second for five minutes. SDKs try again up to ten times, so that fewer never reach a user; of DynamoDB's usual one in a
 * hundred thousand a table would need 100,000 requests a second.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
 */
function errors({ name }: Table, tableName: string): AlarmRow {
  return {
    id: "SystemErrors",
    name: [name, "system-errors"],
    severity: "page",
    runbook: "table-errors",
    description: `DynamoDB answers 60 requests a minute on table ${name} with errors of its own.`,
    reason: "What users do with it fails in this region, and nobody here can mend it: send them to another region.",
    metric: systemErrors(tableName),
    comparison: "at-or-above",
    threshold: 60,
    period: "1 minute",
    // The newest two may be late.
    datapoints: 7,
    datapointsToAlarm: 5,
    missingData: "notBreaching",
  };
}

/** Sooner than what depends on it pages. */
function failing(table: Table, tableName: string): AlarmRow {
  return {
    ...errors(table, tableName),
    id: "Failing",
    name: [table.name, "failing"],
    severity: "none",
    runbook: undefined,
    description: `DynamoDB has answered 60 requests a minute on table ${table.name} with errors of its own, for two minutes.`,
    reason: "It explains what fails of whoever uses the table, so that one outage pages once; from five minutes on it pages itself.",
    datapoints: 3,
    datapointsToAlarm: 2,
    suppressesDependents: true,
  };
}

/** One event a second, for ten minutes of fifteen: scaling takes two or three minutes, so it has had its time. */
function throttled({ name, capacity: { mode } }: Table, tableName: string, { kind, index }: Part): AlarmRow {
  const what = index === undefined ? `Table ${name}` : `Index ${index} of table ${name}`;
  const cause = mode === "on-demand" ? "traffic has more than doubled within half an hour" : "scaling is at its maximum";
  return {
    ...TICKET,
    id: idOf(kind === "read" ? "ReadsThrottled" : "WritesThrottled", index),
    name: [name, ...(index === undefined ? [] : [index]), `${kind}s-throttled`],
    description: `${what} refuses ${kind}s, one a second and more: ${cause}, or one key has it all.`,
    reason: "SDKs try again, and users wait meanwhile; those whose last try is refused get errors.",
    metric: zeroWhenSilent(tableMetric(`${kind}Throttles`, tableName, index)),
    comparison: "at-or-above",
    threshold: 60,
    datapointsToAlarm: 10,
  };
}

function capacity(table: Table, tableName: string, { kind, index }: Part): AlarmRow {
  const units = unitsOf(table, kind);
  const what = index === undefined ? `Table ${table.name}` : `Index ${index} of table ${table.name}`;
  const fix = table.capacity.mode === "on-demand" ? "The quota is raised by a request to AWS, which takes days." : "Raise its maximum.";
  return {
    ...TICKET,
    id: idOf(kind === "read" ? "ReadCapacity" : "WriteCapacity", index),
    name: [table.name, ...(index === undefined ? [] : [index]), `${kind}-capacity`],
    description: `${what} consumes 80 % of the ${units} ${kind} units a second that it may have at most.`,
    reason: `Above that it refuses ${kind}s. ${fix}`,
    metric: capacityShare(kind, tableName, units, index),
    comparison: "at-or-above",
    threshold: 80,
    datapointsToAlarm: 12,
  };
}

/** Units a second at most: the end of its range, or the quota. An index has those of its table. */
function unitsOf({ capacity }: Table, kind: Part["kind"]): number {
  return capacity.mode === "on-demand" ? ON_DEMAND : capacity[kind].max;
}

/** Single-digit milliseconds are usual for one item. */
function slow({ name }: Table, tableName: string, id: string, operation: Operation): AlarmRow {
  return {
    ...TICKET,
    id,
    name: [name, operation === "GetItem" ? "slow-reads" : "slow-writes"],
    description: `${operation} on table ${name} takes 50 ms and more inside DynamoDB.`,
    reason: "Users wait that much longer for each item that a request needs.",
    metric: zeroWhenSilent(operationMetric("latency", tableName, operation)),
    comparison: "at-or-above",
    threshold: 50,
    datapointsToAlarm: 12,
  };
}

/**
 * A second or so is usual. Each copy watches what it sends, since that is where AWS publishes it; with no changes there is nothing to say.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_monitoring.html
 */
function replication({ name }: Table, tableName: string, other: string): AlarmRow {
  return {
    ...TICKET,
    id: `Replication-${other}`,
    name: [name, "to", other],
    description: `Changes of table ${name} reach ${other} after a minute and more.`,
    reason: "Users who are sent to the other region miss what they just did, and a region that is lost takes that much along.",
    metric: zeroWhenSilent(replicationLatency(tableName, other)),
    comparison: "at-or-above",
    threshold: 60_000,
    // It is told every five minutes, the newest may be late.
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
  const labelled = (metric: "Capacity" | "Throttles") =>
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
    { signal: "traffic", title: "Units consumed", metrics: labelled("Capacity") },
    { signal: "errors", title: "Errors", metrics: [systemErrors(tableName)], limits: limitsOf(rows, "SystemErrors") },
    { signal: "errors", title: "Throttled", metrics: labelled("Throttles"), limits: limitsOf(rows, "ReadsThrottled") },
    {
      signal: "saturation",
      title: "Share of capacity",
      metrics: parts.map(({ kind, index }) => capacityShare(kind, tableName, unitsOf(table, kind), index)),
      limits: limitsOf(rows, "ReadCapacity"),
    },
    ...(others.length > 0
      ? [
          {
            signal: "latency",
            title: "Changes reach other regions after",
            metrics: others.map((other) => replicationLatency(tableName, other)),
          } as const,
        ]
      : []),
  ];
}
