import { count } from "../text/markdown";
import type { Lock } from "./terraform-errors";

const MINUTE_MS = 60_000;

/** "12 minutes" */
export function formatDuration(milliseconds: number): string {
  const total = Math.max(0, Math.round(milliseconds / 1000));
  const [minutes, rest] = [Math.floor(total / 60), total % 60];
  if (total < 90 || milliseconds < MINUTE_MS) return count(total, "second");
  return rest === 0 || minutes >= 10 ? `${minutes} minutes` : `${minutes} minutes ${rest} seconds`;
}

/** "runner@fv-az1 (apply) since 2026-11-21 12:58:03 UTC, for 12 minutes" */
export function lockHolder({ who, operation, since }: Lock, now: number): string {
  const what = operation === "" ? "" : ` (${operation})`;
  if (!since) return `${who}${what}`;
  const time = since
    .toISOString()
    .replace("T", " ")
    .replace(/\.\d+Z$/, " UTC");
  return `${who}${what} since ${time}, for ${formatDuration(now - since.getTime())}`;
}

/** What is told once while waiting. */
export function waitingLine(stack: string, lock: Lock, now: number, patienceMs: number): string {
  return `  ${stack} is locked by ${lockHolder(lock, now)}. Waiting for it, for ${formatDuration(patienceMs)} at most.`;
}

/** Why a deployment ended, and what a person does now. */
export function lockedText(stack: string, lock: Lock, now: number, patienceMs: number): string {
  return [
    `${stack}: its state is locked, and still was after ${formatDuration(patienceMs)}. It was not changed.`,
    `  locked by: ${lockHolder(lock, now)}`,
    "  if that run is still under way: wait for its end, then run this again; it goes on where it stopped",
    "  if it was killed: its lock stays. Make sure that it is gone, then delete the lock and run this again:",
    `    aws s3 rm 's3://${lock.path}.tflock'   # lock ${lock.id}`,
  ].join("\n");
}
