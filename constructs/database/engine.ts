import type { Database } from "./model";
import { mebibytes, seconds } from "../../language/units";

/** One parameter of an engine, and when it takes effect. */
export interface Parameter {
  readonly name: string;
  readonly value: string;
  /**
   * AWS refuses `immediate` for static parameters and takes `pending-reboot` for all (provider-aws#36419). A value that is the default
   * comes back as `pending-reboot` whatever was asked, a difference on each plan (provider-aws#39252).
   */
  readonly applyMethod: "immediate" | "pending-reboot";
}

/** Files of the engine that go to CloudWatch Logs. */
export const LOG_TYPES = { postgres: ["postgresql", "upgrade"], mysql: ["error", "slowquery"] } as const;

/** The parameter that refuses connections without TLS. */
const TLS = { postgres: "rds.force_ssl", mysql: "require_secure_transport" } as const;

/** The major version as RDS counts: `17` for PostgreSQL, `8.4` for MySQL. With it AWS chooses and upgrades the minor one. */
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

/** Parameters of a database: the team's own, and over them what Terrace decides: TLS forced, slow statements logged, WAL bounded. */
export function parametersOf(database: Database): Parameter[] {
  const theirs = Object.entries(database.parameters).map(([name, value]): Parameter => ({ name, value, applyMethod: "pending-reboot" }));
  const tls: Parameter = { name: TLS[database.engine], value: "1", applyMethod: "pending-reboot" };
  const ours = [tls, ...(database.engine === "postgres" ? postgres(database) : mysql(database))];
  return [...new Map([...theirs, ...ours].map((parameter) => [parameter.name, parameter])).values()];
}

function postgres({ slowQuery, readReplicas, regions, storage }: Database): Parameter[] {
  return [
    { name: "log_min_duration_statement", value: String(seconds(slowQuery) * 1_000), applyMethod: "immediate" },
    // A replica that stalls keeps WAL on its source without limit until that disk is full. With a limit the replica is lost instead.
    // The same in each region, since each leading instance is a source or becomes one.
    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PostgreSQL.Replication.ReadReplicas.html
    ...(readReplicas > 0 || regions.length > 1
      ? [{ name: "max_slot_wal_keep_size", value: String(Math.floor(mebibytes(storage) / 4)), applyMethod: "immediate" } as const]
      : []),
  ];
}

/** What never changes waits for a reboot, which a new server does not need: see the comment on `Parameter.applyMethod`. */
function mysql({ slowQuery }: Database): Parameter[] {
  return [
    { name: "slow_query_log", value: "1", applyMethod: "pending-reboot" },
    { name: "long_query_time", value: String(seconds(slowQuery)), applyMethod: "immediate" },
    // Only files go to CloudWatch Logs; the default is a table before MySQL 8.4.
    { name: "log_output", value: "FILE", applyMethod: "pending-reboot" },
  ];
}
