import type { Use, UseKind } from "./model";

/**
 * Names of the environment variables that a binding puts in a container: the name of the thing in capitals, and what it is. The
 * constructs that make the variables and the rule that keeps a team from writing them twice use the same names.
 */

/** The last part of each variable, by kind of thing: `MAIN_DB` + `WRITER_HOST`. */
export const VARIABLES = {
  database: ["WRITER_HOST", "READER_HOST", "WRITER_ENDPOINT", "PORT", "NAME", "USERNAME", "PASSWORD"],
  table: ["NAME", "REGION"],
  cache: ["HOST", "PORT", "USERNAME", "REGION", "CLUSTER", "WRITER_HOST", "WRITER_CLUSTER", "WRITER_REGION"],
  queue: ["URL"],
  secret: [],
} as const satisfies Record<UseKind, readonly string[]>;

const KIND_IN_NAME: Readonly<Record<UseKind, string>> = {
  database: "DB",
  table: "TABLE",
  cache: "CACHE",
  queue: "QUEUE",
  secret: "SECRET",
};

/** The first part of a thing's variables: `MAIN_DB`, `SESSIONS_CACHE`, `EMAILS_QUEUE`, and for a secret its one variable: `MAIL_KEY_SECRET`. */
export function variablePrefix({ kind, name }: Use): string {
  return `${name.toUpperCase().replaceAll("-", "_")}_${KIND_IN_NAME[kind]}`;
}

/** All variables of a binding, for example `MAIN_DB_WRITER_HOST` and so on. */
export function variableNames(use: Use): readonly string[] {
  const prefix = variablePrefix(use);
  return use.kind === "secret" ? [prefix] : VARIABLES[use.kind].map((last) => `${prefix}_${last}`);
}
