import { firstThenByName, nonEmpty, sorted } from "../../language/collections";
import type { ReadOnly } from "../../language/read-only";
import type { KindAndParts } from "../kind";
import type { Variables } from "../core/variables";
import type { TableEntry } from "./schema";

/** A table with every field decided. */
export type TableSettings = Omit<TableEntry, "regions" | "stream"> & Required<Pick<TableEntry, "regions" | "stream">>;

/** A DynamoDB table as it is built. */
export interface Table {
  readonly name: string;
  readonly key: TableKey;
  readonly indexes: readonly TableIndex[];
  readonly capacity: TableCapacity;
  /** The attribute with the second (since 1970) after which an item may go; undefined: items stay. */
  readonly timeToLive?: string;
  readonly stream: TableSettings["stream"];
  readonly pointInTimeRecovery: boolean;
  /** Every region that has a copy: the home region first, then by name. */
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
  /** Attributes that it holds besides the keys. */
  readonly projection: ReadOnly<TableSettings["indexes"][string]["projection"]>;
}

type Provisioned = ReadOnly<NonNullable<TableSettings["provisioned"]>>;

/** Capacity units that the table scales between, and each of its indexes too. */
export type CapacityRange = Provisioned["read"];

export type TableCapacity = { readonly mode: "on-demand" } | ({ readonly mode: "provisioned" } & Provisioned);

/** What a table reads of its environment. */
export interface TableNeeds {
  readonly regions: Readonly<Record<string, unknown>>;
  readonly homeRegion: string | undefined;
}

/** For example `LIKES_TABLE_NAME`. */
export const tableVariables = { suffix: "TABLE", parts: ["NAME", "REGION"] } as const satisfies Variables;

/** Copies in several regions are kept alike through the stream, which has to tell all (AWS refuses others). */
export function tableSettings(table: TableEntry, { environment }: { environment: TableNeeds }): TableSettings {
  const regions = table.regions ?? Object.keys(environment.regions);
  const isCopied = regions.some((region) => region !== environment.homeRegion);
  return { ...table, regions, stream: table.stream ?? (isCopied ? "new-and-old-images" : "none") };
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

export function tableNames(_settings: TableSettings, { name }: { name: string }): readonly KindAndParts[] {
  return [["table", name]];
}

function tableKey({ partitionKey, sortKey }: Pick<TableSettings, "partitionKey" | "sortKey">): TableKey {
  return { partition: partitionKey, ...(sortKey === undefined ? {} : { sort: sortKey }) };
}
