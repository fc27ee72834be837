import type { Duration, Size } from "../language/units";

/** What keeps data, as it is built: a part of the model. */

export interface Database {
  readonly name: string;
  readonly engine: "postgres" | "mysql";
  /** Major version. */
  readonly version: string;
  /** Where its writes go. */
  readonly primaryRegion: string;
  /** Every region that has a copy and could take over: the primary region first, then by name. */
  readonly regions: readonly string[];
  readonly port: number;
  readonly size: string;
  readonly replicaSize: string;
  readonly storage: Size;
  readonly maxStorage: Size;
  readonly multiAz: boolean;
  /** In each region that has a copy. Outside the primary region there is at least one, since it is the copy. */
  readonly readReplicas: number;
  readonly databaseName: string;
  readonly username: string;
  readonly backupRetention: Duration;
  readonly backupWindow: string;
  readonly maintenanceWindow: string;
  readonly slowQuery: Duration;
  /** Whether the class has Performance Insights with this engine. */
  readonly performanceInsights: boolean;
  /** Whether the replicas' class has it. */
  readonly replicaPerformanceInsights: boolean;
  readonly parameters: Readonly<Record<string, string>>;
}

/** A DynamoDB table. */
export interface Table {
  readonly name: string;
  readonly key: TableKey;
  readonly indexes: readonly TableIndex[];
  readonly capacity: TableCapacity;
  /** The attribute with the second (since 1970) after which an item may go; undefined: items stay. */
  readonly timeToLive?: string;
  readonly stream: "none" | "keys-only" | "new-image" | "old-image" | "new-and-old-images";
  readonly pointInTimeRecovery: boolean;
  /** Every region that has a copy: the home region first, then by name. */
  readonly regions: readonly string[];
}

export interface TableAttribute {
  readonly name: string;
  readonly type: "string" | "number" | "binary";
}

export interface TableKey {
  readonly partition: TableAttribute;
  readonly sort?: TableAttribute;
}

/** A global secondary index. */
export interface TableIndex {
  readonly name: string;
  readonly key: TableKey;
  /** Attributes that it holds besides the keys. */
  readonly projection: "all" | "keys" | readonly string[];
}

export type TableCapacity =
  | { readonly mode: "on-demand" }
  | {
      readonly mode: "provisioned";
      readonly read: CapacityRange;
      readonly write: CapacityRange;
      /** Percent. */ readonly utilization: number;
    };

/** Capacity units that the table scales between, and each of its indexes too. */
export interface CapacityRange {
  readonly min: number;
  readonly max: number;
}

export interface Cache {
  readonly name: string;
  readonly engine: "redis" | "valkey";
  /** Full engine version as AWS wants it, for example `7.1` or `8.0`. */
  readonly version: string;
  readonly nodeType: string;
  readonly shards: number;
  readonly replicas: number;
  /** Whether the caches of all regions are one (a Global Datastore), written in the platform's primary region. */
  readonly global: boolean;
  readonly eviction: string;
  /** 0 seconds: none. */
  readonly snapshots: Duration;
}

export interface Queue {
  readonly name: string;
  readonly type: "standard" | "fifo";
  readonly visibility: Duration;
  readonly maxReceives: number;
  readonly retention: Duration;
  readonly delay: Duration;
}

export interface Secret {
  readonly name: string;
  readonly description: string;
  /** Existing secrets by region; undefined when Terrace makes one. */
  readonly arns?: Readonly<Record<string, string>>;
}
