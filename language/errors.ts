import { type Path, formatPath } from "./paths";

/** What is wrong with one field of an environment, and what to do about it. */
export interface ConfigError {
  /** The rule that was broken; `schema` for a field that is wrong by itself. */
  readonly rule: string;
  /** The field, for example `services.api.memory`. */
  readonly path: string;
  /** What is wrong, as the end of the sentence "the field …". */
  readonly problem: string;
  /** The value as it came; undefined if there was none. */
  readonly received: unknown;
  /** What the field may be. */
  readonly allowed: string;
  /** What to do, as a sentence. */
  readonly fix: string;
}

/** A {@link ConfigError} before it has its rule and its path as text. */
export interface Finding extends Omit<ConfigError, "rule" | "path"> {
  readonly path: Path;
}

/**
 * Errors of one environment that are looked for. Nobody reads more, and their number is bounded only by the size of the environment: finding,
 * keeping and explaining them all would take time and memory for nothing.
 */
export const MOST_ERRORS = 1_000;

/** Errors that are shown; of the others there is a count. */
const MOST_SHOWN = 50;

export function configError(rule: string, { path, problem, received, allowed, fix }: Finding): ConfigError {
  return { rule, path: formatPath(path), problem, received, allowed, fix };
}

/**
 * Errors as a person reads them in a terminal: one block each for the first 50, then a count of the rest.
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
      ...(rest > 0 ? [`and ${count(rest)}more ${kind}${rest === 1 ? "" : "s"}, which are not shown`] : []),
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

/** What is shown of a URL with a key in it, in a terminal or in the log of a build: nothing but its host. */
export function withoutKey(url: string): string {
  return `${/^https?:\/\/[A-Za-z0-9.-]+\//.exec(url)?.[0] ?? ""}…`;
}

const LONGEST_VALUE = 120;

/** A value in one short line. */
export function show(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "number") return String(value);
  const line = printable(json(value) ?? `a value that cannot be shown (${typeof value})`);
  return line.length > LONGEST_VALUE ? `${line.slice(0, LONGEST_VALUE)}…` : line;
}

/** Undefined for what JSON does not have: functions, symbols, cycles. */
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

/** Control characters, which could rewrite a terminal, and invisible ones as escapes. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
