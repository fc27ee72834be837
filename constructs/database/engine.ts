import type { Database } from "./model";
import { mebibytes, seconds } from "../../language/units";

/** One parameter of an engine, and when it takes effect. */
export interface Parameter {
  readonly name: string;
  readonly value: string;
  /**
   * AWS rejects `immediate` for static parameters and accepts `pending-reboot` for all (provider-aws#36419). A parameter with its default
   * value is always returned as `pending-reboot`, so `immediate` would be a difference in each plan (provider-aws#39252).
   */
  readonly applyMethod: "immediate" | "pending-reboot";
}

/** Log files of the engine that RDS exports to CloudWatch Logs. */
export const LOG_TYPES = { postgres: ["postgresql", "upgrade"], mysql: ["error", "slowquery"] } as const;

/** The parameter that rejects connections without TLS. */
const TLS = { postgres: "rds.force_ssl", mysql: "require_secure_transport" } as const;

/** The major version in RDS's format: `17` for PostgreSQL, `8.4` for MySQL. AWS then chooses and upgrades the minor version. */
export function majorVersion({ engine, version }: Pick<Database, "engine" | "version">): string {
  return version
    .split(".")
    .slice(0, engine === "postgres" ? 1 : 2)
    .join(".");
}

/** For example `postgres17`, `mysql8.4`. */
export function parameterFamily(database: Pick<Database, "engine" | "version">): string {
  return `${database.engine}${majorVersion(database)}`;
}

/** Parameters of a database: the team's, overridden by Terrace's, which force TLS, log slow statements and limit WAL. */
export function parametersOf(database: Database): Parameter[] {
  const custom = Object.entries(database.parameters).map(([name, value]): Parameter => ({ name, value, applyMethod: "pending-reboot" }));
  const tls: Parameter = { name: TLS[database.engine], value: "1", applyMethod: "pending-reboot" };
  const managed = [tls, ...(database.engine === "postgres" ? postgres(database) : mysql(database))];
  return [...new Map([...custom, ...managed].map((parameter) => [parameter.name, parameter])).values()];
}

function postgres({ slowQuery, readReplicas, regions, storage }: Database): Parameter[] {
  return [
    { name: "log_min_duration_statement", value: String(seconds(slowQuery) * 1_000), applyMethod: "immediate" },
    // Without a limit a stalled replica retains WAL on its source until that disk is full. With a limit the replica is lost instead. The
    // same in each region, since each lead instance is a source or can become one.
    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PostgreSQL.Replication.ReadReplicas.html
    ...(readReplicas > 0 || regions.length > 1
      ? [{ name: "max_slot_wal_keep_size", value: String(Math.floor(mebibytes(storage) / 4)), applyMethod: "immediate" } as const]
      : []),
  ];
}

/** Constant parameters use `pending-reboot`; a new server does not need the reboot. See `Parameter.applyMethod`. */
function mysql({ slowQuery }: Database): Parameter[] {
  return [
    { name: "slow_query_log", value: "1", applyMethod: "pending-reboot" },
    { name: "long_query_time", value: String(seconds(slowQuery)), applyMethod: "immediate" },
    // RDS exports only files to CloudWatch Logs; before MySQL 8.4 the default is a table.
    { name: "log_output", value: "FILE", applyMethod: "pending-reboot" },
  ];
}
