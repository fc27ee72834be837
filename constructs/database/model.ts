import { DEFAULT_VERSIONS } from "../../aws/database-engines";
import { hasPerformanceInsights } from "../../aws/instance-classes";
import { firstThenByName, nonEmpty, sorted } from "../../language/collections";
import type { ReadOnly } from "../../language/read-only";
import { type Duration, type Size, mebibytes } from "../../language/units";
import type { KindAndParts } from "../kind";
import type { Variables } from "../core/variables";
import type { DatabaseEntry } from "./schema";

/** A database with a value for every field. */
export type DatabaseSettings = Required<Omit<DatabaseEntry, "primaryRegion">> & {
  /** Undefined if neither the database nor the environment sets a primary region. */
  primaryRegion: string | undefined;
};

/**
 * The model of a database. `regions`: every region with an instance that can become the primary, the primary region first, then by name.
 */
export interface Database extends ReadOnly<Omit<DatabaseSettings, "primaryRegion">> {
  readonly name: string;
  /** Region of the primary. */
  readonly primaryRegion: string;
  readonly port: number;
  /** Whether the instance class supports Performance Insights with this engine. */
  readonly performanceInsights: boolean;
  /** Whether the replicas' instance class supports Performance Insights with this engine. */
  readonly replicaPerformanceInsights: boolean;
}

/** The part of an environment that a database depends on. */
export interface DatabaseNeeds {
  readonly regions: Readonly<Record<string, { readonly decommissioning: boolean }>>;
  readonly primaryRegion: string | undefined;
}

export interface StageRow {
  readonly size: string;
  readonly storage: Size;
  readonly multiAz: boolean;
  readonly readReplicas: number;
  readonly backupRetention: Duration;
}

/** Stage defaults. */
export const databaseStages: Readonly<Record<"single-region" | "multi-region", StageRow>> = {
  "single-region": { size: "db.t4g.micro", storage: "20 GB", multiAz: false, readReplicas: 0, backupRetention: "7 days" },
  "multi-region": { size: "db.r6g.large", storage: "100 GB", multiAz: true, readReplicas: 2, backupRetention: "14 days" },
};

/** For example `MAIN_DB_WRITER_HOST`. */
export const databaseVariables = {
  suffix: "DB",
  parts: ["WRITER_HOST", "READER_HOST", "WRITER_ENDPOINT", "PORT", "NAME", "USERNAME", "PASSWORD"],
} as const satisfies Variables;

const LARGEST_STORAGE = mebibytes("64 TB");
export const DATABASE_PORTS = { postgres: 5_432, mysql: 3_306 } as const;

/** By default the primary is in the environment's primary region, and every other region has a cross-region replica. */
export function databaseSettings(
  database: DatabaseEntry,
  { name, environment, row }: { name: string; environment: DatabaseNeeds; row: StageRow },
): DatabaseSettings {
  const size = database.size ?? row.size;
  const storage = database.storage ?? row.storage;
  return {
    ...database,
    primaryRegion: database.primaryRegion ?? environment.primaryRegion,
    regions: database.regions ?? Object.keys(environment.regions),
    version: database.version ?? DEFAULT_VERSIONS[database.engine],
    size,
    replicaSize: database.replicaSize ?? size,
    storage,
    maxStorage: database.maxStorage ?? `${Math.ceil(Math.min(mebibytes(storage) * 5, LARGEST_STORAGE) / 1_024)} GB`,
    multiAz: database.multiAz ?? row.multiAz,
    readReplicas: database.readReplicas ?? row.readReplicas,
    databaseName: database.databaseName ?? name.replaceAll("-", "_"),
    backupRetention: database.backupRetention ?? row.backupRetention,
  };
}

export function databaseModel({ parameters, ...database }: DatabaseSettings, { name }: { name: string }): Database {
  const primaryRegion = nonEmpty(database.primaryRegion, `a primary region of ${name}`);
  return {
    name,
    ...database,
    primaryRegion,
    regions: firstThenByName(primaryRegion, database.regions),
    port: DATABASE_PORTS[database.engine],
    performanceInsights: hasPerformanceInsights(database.engine, database.size),
    replicaPerformanceInsights: hasPerformanceInsights(database.engine, database.replicaSize),
    parameters: Object.fromEntries(sorted(parameters)),
  };
}

export function databaseNames(
  { readReplicas }: DatabaseSettings,
  { name, region }: { name: string; region: string },
): readonly KindAndParts[] {
  return [
    ["database", name],
    ...Array.from({ length: readReplicas }, (_, index): KindAndParts => ["database", name, `replica-${index + 1}`]),
    ["role", region, name, "monitoring"],
    ["parameterGroupPrefix", name],
    ["subnetGroup", `${name}-db`],
  ];
}
