import { type Path, formatPath } from "./paths";

/** A problem of one field of an environment, and its fix. */
export interface ConfigError {
  /** ID of the violated rule; `schema` if the field alone is invalid. */
  readonly rule: string;
  /** The field, for example `services.api.memory`. */
  readonly path: string;
  /** The problem, as the end of the sentence "the field …". */
  readonly problem: string;
  /** The received value; undefined if there was none. */
  readonly received: unknown;
  /** The allowed values. */
  readonly allowed: string;
  /** How to fix the problem, as a sentence. */
  readonly fix: string;
}

/** A {@link ConfigError} without a rule, whose path is not formatted yet. */
export interface Finding extends Omit<ConfigError, "rule" | "path"> {
  readonly path: Path;
}

/**
 * Maximum number of errors that are collected for one environment. The number of errors grows with the environment, and collecting more than
 * a person reads would waste time and memory.
 */
export const MOST_ERRORS = 1_000;

/** Maximum number of errors that are printed. The others are only counted. */
const MOST_SHOWN = 50;

export function configError(rule: string, { path, problem, received, allowed, fix }: Finding): ConfigError {
  return { rule, path: formatPath(path), problem, received, allowed, fix };
}

/**
 * Errors formatted for a terminal: one block for each of the first 50, then the count of the rest.
 *
 *     services.api.memory  is not a size that Fargate has with 256 CPU units
 *       received  "3 GB"
 *       allowed   512 MB, 1 GB or 2 GB
 *       fix       Set `cpu: 512`, or choose one of these sizes.
 */
export function formatErrors(environmentName: string, errors: readonly ConfigError[]): string {
  return formatAll("error", `in environment ${quote(environmentName)}`, errors);
}

/** Warnings in the same form as {@link formatErrors}. */
export function formatWarnings(environmentName: string, warnings: readonly ConfigError[]): string {
  return formatAll("warning", `for environment ${quote(environmentName)}`, warnings);
}

function formatAll(kind: "error" | "warning", where: string, all: readonly ConfigError[]): string {
  const atLeast = all.length >= MOST_ERRORS ? "at least " : "";
  const count = (number: number) => `${atLeast}${number} `;
  const rest = all.length - MOST_SHOWN;
  return (
    [
      `${count(all.length)}${kind}${all.length === 1 ? "" : "s"} ${where}`,
      ...all.slice(0, MOST_SHOWN).map(formatError),
      ...(rest > 0 ? [`and ${count(rest)}more ${kind}${rest === 1 ? "" : "s"} (not shown)`] : []),
    ].join("\n\n") + "\n"
  );
}

function formatError({ path, problem, received, allowed, fix }: ConfigError): string {
  return [
    `${printable(path)}  ${printable(problem)}`,
    `  received  ${show(received)}`,
    `  allowed   ${printable(allowed)}`,
    `  fix       ${printable(fix)}`,
  ].join("\n");
}

/** A URL without its path and query, which may contain a secret that must not appear in a terminal or a build log. */
export function withoutKey(url: string): string {
  return `${/^https?:\/\/[A-Za-z0-9.-]+\//.exec(url)?.[0] ?? ""}…`;
}

const LONGEST_VALUE = 120;

/** A value on one short line. */
export function show(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "number") return String(value);
  const line = printable(json(value) ?? `a value that cannot be shown (${typeof value})`);
  return line.length > LONGEST_VALUE ? `${line.slice(0, LONGEST_VALUE)}…` : line;
}

/** Undefined for values that JSON cannot represent: functions, symbols, cycles. */
function json(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

function quote(name: string): string {
  return show(name);
}

/** Escapes control characters, which could rewrite the terminal, and invisible characters. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
