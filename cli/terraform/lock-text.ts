import { environmentOfStack, lockKeyOf } from "../../stacks/names";
import { count } from "../text/markdown";
import { COMMAND } from "../verb";
import type { Lock } from "./terraform-errors";

const MINUTE_MS = 60_000;

/** "12 minutes" */
export function formatDuration(milliseconds: number): string {
  const total = Math.max(0, Math.round(milliseconds / 1000));
  const [minutes, rest] = [Math.floor(total / 60), total % 60];
  if (total < 90 || milliseconds < MINUTE_MS) return count(total, "second");
  return rest === 0 || minutes >= 10 ? `${minutes} minutes` : `${minutes} minutes ${rest} seconds`;
}

/** "runner@fv-az1 (apply) since 2026-11-21 12:58:03 UTC, for 12 minutes"; without the current time, the duration is omitted. */
export function lockHolder({ who, operation, since }: Lock, now?: number): string {
  const what = operation === "" ? "" : ` (${operation})`;
  if (!since) return `${who}${what}`;
  const time = since
    .toISOString()
    .replace("T", " ")
    .replace(/\.\d+Z$/, " UTC");
  return `${who}${what} since ${time}${now === undefined ? "" : `, for ${formatDuration(now - since.getTime())}`}`;
}

/** The command that removes the lock of a stack. Without a stack, it has placeholders. */
export function unlockCommand(stack: string | undefined): string {
  const environment = stack === undefined ? undefined : environmentOfStack(stack);
  return `${COMMAND} unlock ${environment === undefined ? "<environment> <stack>" : `${environment} ${stack}`}`;
}

/** Printed once per lock while waiting. */
export function waitingLine(stack: string, lock: Lock, now: number, timeoutMs: number): string {
  return `  ${stack} is locked by ${lockHolder(lock, now)}. Waiting up to ${formatDuration(timeoutMs)}.`;
}

/** The error after the timeout, with instructions. */
export function lockedText(stack: string, lock: Lock, now: number, timeoutMs: number): string {
  return [
    `${stack}: the state is still locked after ${formatDuration(timeoutMs)}. The stack was not changed.`,
    `  locked by: ${lockHolder(lock, now)}`,
    "  if that run is still in progress: wait until it ends, then run this command again; it resumes where it stopped",
    "  if that run was killed, its lock remains. Verify that the process is gone, remove the lock, and run this command again:",
    `    ${unlockCommand(stack)}   # lock ${lock.id}`,
    `    or without Terrace: aws s3 rm 's3://${lockKeyOf(lock.path)}'`,
  ].join("\n");
}
