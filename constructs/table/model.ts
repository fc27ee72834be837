import { firstThenByName, nonEmpty, sorted } from "../../language/collections";
import type { ReadOnly } from "../../language/read-only";
import type { KindAndParts } from "../kind";
import type { Variables } from "../core/variables";
import type { TableEntry } from "./schema";

/** A table with a value for every field. */
export type TableSettings = Omit<TableEntry, "regions" | "stream"> & Required<Pick<TableEntry, "regions" | "stream">>;

/** The model of a DynamoDB table. */
export interface Table {
  readonly name: string;
  readonly key: TableKey;
  readonly indexes: readonly TableIndex[];
  readonly capacity: TableCapacity;
  /** The attribute with the expiry time of an item, in seconds since 1970; undefined: items do not expire. */
  readonly timeToLive?: string;
  readonly stream: TableSettings["stream"];
  readonly pointInTimeRecovery: boolean;
  /** Every region with a replica of the table: the home region first, then by name. */
  readonly regions: readonly string[];
}

export type TableAttribute = ReadOnly<TableSettings["partitionKey"]>;

export interface TableKey {
  readonly partition: TableAttribute;
  readonly sort?: TableAttribute;
}

/** A global secondary index. */
export interface TableIndex {
  readonly name: string;
  readonly key: TableKey;
  /** Projected attributes in addition to the keys. */
  readonly projection: ReadOnly<TableSettings["indexes"][string]["projection"]>;
}

type Provisioned = ReadOnly<NonNullable<TableSettings["provisioned"]>>;

/** Minimum and maximum capacity units of the table and of each of its indexes. */
export type CapacityRange = Provisioned["read"];

export type TableCapacity = { readonly mode: "on-demand" } | ({ readonly mode: "provisioned" } & Provisioned);

/** The part of an environment that a table depends on. */
export interface TableNeeds {
  readonly regions: Readonly<Record<string, unknown>>;
  readonly homeRegion: string | undefined;
}

/** For example `LIKES_TABLE_NAME`. */
export const tableVariables = { suffix: "TABLE", parts: ["NAME", "REGION"] } as const satisfies Variables;

/** Replication uses the stream, which must contain new and old images (AWS rejects other view types). */
export function tableSettings(table: TableEntry, { environment }: { environment: TableNeeds }): TableSettings {
  const regions = table.regions ?? Object.keys(environment.regions);
  const isReplicated = regions.some((region) => region !== environment.homeRegion);
  return { ...table, regions, stream: table.stream ?? (isReplicated ? "new-and-old-images" : "none") };
}

export function tableModel(table: TableSettings, { name, environment }: { name: string; environment: TableNeeds }): Table {
  const { indexes, provisioned, timeToLive, stream, pointInTimeRecovery } = table;
  return {
    name,
    key: tableKey(table),
    indexes: sorted(indexes).map(([index, { projection, ...keys }]) => ({ name: index, key: tableKey(keys), projection })),
    capacity: provisioned === undefined ? { mode: "on-demand" } : { mode: "provisioned", ...provisioned },
    ...(timeToLive === undefined ? {} : { timeToLive }),
    stream,
    pointInTimeRecovery,
    regions: firstThenByName(nonEmpty(environment.homeRegion, "a home region"), table.regions),
  };
}

export function tableNames({ indexes }: TableSettings, { name, region }: { name: string; region: string }): readonly KindAndParts[] {
  return [["table", name], ...Object.keys(indexes).map((index): KindAndParts => ["alarm", region, name, index, "writes-throttled"])];
}

function tableKey({ partitionKey, sortKey }: Pick<TableSettings, "partitionKey" | "sortKey">): TableKey {
  return { partition: partitionKey, ...(sortKey === undefined ? {} : { sort: sortKey }) };
}
