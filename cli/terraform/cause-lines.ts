import { grouped } from "../../language/collections";
import { stackOfStateKey } from "../../stacks/names";
import type { Diagnostic } from "./diagnostics";
import { lockHolder, unlockCommand } from "./lock-text";
import { lockIn } from "./terraform-errors";

/** An error of many resources at a time, for example an expired token, is shown once, with this many of its addresses. */
const ADDRESSES = 3;
const MAX_DETAIL_LINES = 5;
/** AWS's encoded authorization messages have thousands of characters. */
const MAX_LINE_LENGTH = 400;
const MAX_CODE_LENGTH = 100;

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

/** The explanation, shortened to its first lines. */
function detailLines(detail: readonly string[]): string[] {
  const shown = detail.length > MAX_DETAIL_LINES ? detail.slice(0, MAX_DETAIL_LINES - 1) : detail;
  const rest = detail.length - shown.length;
  return [...shown.map((line) => cut(line, MAX_LINE_LENGTH)), ...(rest > 0 ? [`… ${rest} more lines`] : [])];
}

/** The holder of a lock, which Terraform prints below a long explanation, and the fix. */
function lockLines({ summary, detail }: Diagnostic): string[] | undefined {
  const lock = lockIn([summary, ...detail].join("\n"));
  if (!lock) return undefined;
  return [
    `Locked by ${lockHolder(lock)}, lock ${lock.id}.`,
    "  fix: wait until that run ends, then run this command again",
    `  fix, if that run was killed: ${unlockCommand(stackOfStateKey(lock.path.split("/").pop() ?? ""))}`,
  ];
}

function placeLines(same: readonly Diagnostic[]): string[] {
  const [{ file, line, code } = { file: undefined }] = same;
  const addresses = [...new Set(same.flatMap(({ address }) => address ?? []))];
  const rest = addresses.length - ADDRESSES;
  const named = [...addresses.slice(0, ADDRESSES), ...(rest > 0 ? [`${rest} more`] : [])].join(", ");
  const place = same.length === 1 && file !== undefined ? `${file}${line === undefined ? "" : ` line ${line}`}` : "";
  const at = [named, place].filter(Boolean).join(", ");
  return [...(at ? [`  at ${at}`] : []), ...(place && code !== undefined && /\w/.test(code) ? [`     ${cut(code, MAX_CODE_LENGTH)}`] : [])];
}

function errorLines(same: readonly Diagnostic[]): string[] {
  const [first = { summary: "", detail: [] }] = same;
  return [`Error: ${cut(first.summary, MAX_LINE_LENGTH)}`, ...placeLines(same), ...(lockLines(first) ?? detailLines(first.detail))];
}

/**
 * Errors with their causes, in about ten lines: the summary, the address, the file with its line, and the first lines of the explanation.
 * Equal errors of several resources are one.
 */
export function causeLines(diagnostics: readonly Diagnostic[], maxErrors = 3): string[] {
  const all = [...grouped(diagnostics.map((each) => [JSON.stringify([each.summary, each.detail]), each] as const)).values()];
  const rest = all.slice(maxErrors).reduce((sum, group) => sum + group.length, 0);
  const shown = all.slice(0, maxErrors).map(errorLines);
  const lines = shown.flatMap((group, index) => (index > 0 ? ["", ...group] : group));
  return rest > 0 ? [...lines, "", `… and ${rest} more ${rest === 1 ? "error" : "errors"}`] : lines;
}
