import type { Engine } from "../../aws/instance-classes";
import type { LogGroups, Question } from "../watching/question";
import { LOG_TYPES } from "./engine";
import type { Database } from "./model";

/** Sources of database logs. */
export type DatabaseLog = "postgres" | "mysqlErrors" | "mysqlSlow";

/** Saved queries by engine, since each engine has its own log format. */
export const DATABASE_QUESTIONS: readonly Question<DatabaseLog>[] = [
  {
    name: "databases/slow statements of postgres",
    of: ["postgres"],
    query: [
      String.raw`parse @message /duration: (?<ms>[0-9.]+) ms\s+(statement|parse|bind|execute)[^:]*: (?<statement>[^\n]*)/`,
      "filter ispresent(ms)",
      "fields @timestamp, @log, ms * 1 as milliseconds, statement",
      "sort milliseconds desc",
      "limit 50",
    ],
  },
  {
    name: "databases/slow statements of mysql",
    of: ["mysqlSlow"],
    query: [
      String.raw`parse @message /Query_time: (?<took>[0-9.]+)\s+Lock_time: (?<locked>[0-9.]+)\s+Rows_sent: (?<sent>[0-9]+)\s+Rows_examined: (?<examined>[0-9]+)/`,
      "filter ispresent(took)",
      "fields @timestamp, @log, took * 1 as seconds, locked, examined, @message",
      "sort seconds desc",
      "limit 50",
    ],
  },
  {
    name: "databases/errors and deadlocks",
    of: ["postgres", "mysqlErrors"],
    query: [
      String.raw`filter @message like /(ERROR|FATAL|PANIC): / or @message like /\[ERROR\]/ or @message like /(?i)deadlock/`,
      "fields @timestamp, @log, @message",
      "sort @timestamp desc",
      "limit 100",
    ],
  },
];

/** Log groups of the databases of a region, including those of replicas. */
export function databaseLogGroups(
  resources: readonly { readonly model: Pick<Database, "engine">; readonly part: DatabaseInstances }[],
): LogGroups<DatabaseLog> {
  const groups = <E extends Engine>(engine: E, type: (typeof LOG_TYPES)[E][number]) =>
    resources
      .filter(({ model }) => model.engine === engine)
      .flatMap(({ part: { identifier, replicas } }) => [identifier, ...replicas.map((replica) => replica.identifier)])
      .map((identifier) => `/aws/rds/instance/${identifier}/${type}`);
  return { postgres: groups("postgres", "postgresql"), mysqlErrors: groups("mysql", "error"), mysqlSlow: groups("mysql", "slowquery") };
}

interface DatabaseInstances {
  readonly identifier: string;
  readonly replicas: readonly { readonly identifier: string }[];
}
