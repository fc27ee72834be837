import type { Vocabulary } from "../language/vocabulary";
import type { Engine } from "./instance-classes";

/**
 * Major versions of each engine in standard support.
 *
 * Source: the release calendars (https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html
 * and https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MySQL.Concepts.VersionMgmt.html).
 */
export const ENGINE_VERSIONS: Readonly<Record<Engine, readonly string[]>> = {
  postgres: ["14", "15", "16", "17", "18"],
  mysql: ["8.0", "8.4"],
};

/** The versions of all engines, for fields that name one. */
export const VERSION_VOCABULARY: Vocabulary = {
  type: "EngineVersion",
  meaning: "A major version of PostgreSQL or MySQL.",
  values: Object.values(ENGINE_VERSIONS).flat(),
};

/** Default major versions. */
export const DEFAULT_VERSIONS = { postgres: "17", mysql: "8.4" } as const satisfies Readonly<Record<Engine, string>>;

/** Parameters that Terrace sets from other fields, and the field to set instead. */
export const MANAGED_PARAMETERS: Readonly<Record<Engine, Readonly<Record<string, string>>>> = {
  postgres: {
    "rds.force_ssl": "TLS is always forced",
    log_min_duration_statement: "set `slowQuery`",
    max_slot_wal_keep_size: "Terrace limits it, so that a stalled replica cannot fill the disk",
  },
  mysql: {
    require_secure_transport: "TLS is always forced",
    slow_query_log: "set `slowQuery`",
    long_query_time: "set `slowQuery`",
    log_output: "slow queries go to CloudWatch",
    read_only: "RDS sets it on replicas",
  },
};

/** Maximum number of replicas of one instance, in all regions together (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.html). */
export const MOST_REPLICAS = 15;

/**
 * Number of cross-region replicas that RDS guarantees for one instance. More depend on free entries in AWS's access lists between the regions
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.XRgn.html#USER_ReadRepl.XRgn.Cnsdr).
 */
export const RELIABLE_REPLICAS = 5;
