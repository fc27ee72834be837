import * as os from "node:os";
import { killLeftProcesses } from "../local/killed-run";
import { stopServers } from "../local/own-server";
import { holderOf, holderText, takeLock } from "../local/run-lock";
import type { Paths } from "../paths";
import { Refused } from "../problem";
import { endProcesses } from "../process/end-process";

/** Time for a run to clean up. Its server ends anyway, so there is nothing to save. */
const GRACE_MILLISECONDS = 15_000;

export interface DevStopped {
  /** The run that was in progress. */
  readonly run: { readonly pid: number; readonly command: string } | null;
  /** Process IDs of the local AWS. */
  readonly servers: readonly number[];
}

/**
 * terrace dev stop: ends a `terrace dev` in progress, then the local AWS and all processes that a killed run left. Each process is identified as this
 * folder's before a signal is sent: by its ID and start time, or by this folder's ready file in its command line or variables.
 */
export async function stopDev(paths: Paths, say: (line: string) => void): Promise<DevStopped> {
  const holder = holderOf(paths.runLock);
  if (holder && holder.host !== os.hostname())
    throw new Refused(
      `${holderText(holder)} uses the local AWS of this folder, and only that machine can end it.\n  fix: run this command on ${holder.host}, or delete ${paths.runLock} if it no longer runs`,
    );
  if (holder) {
    say(`Ending ${holderText(holder)}.`);
    await endProcesses([holder], "SIGTERM", GRACE_MILLISECONDS);
  }
  await killLeftProcesses(paths);
  const servers = await stopServers(paths);
  // Also removes the lock of a killed run.
  takeLock(paths.runLock, "terrace dev stop").release();
  return { run: holder ? { pid: holder.pid, command: holder.command } : null, servers };
}

export function stoppedText({ run, servers }: DevStopped): string {
  if (servers.length > 0) return `Stopped the local AWS (process ${servers.join(", ")}).`;
  return run ? "The run has ended." : "Nothing to stop: no local AWS of this folder is running.";
}
