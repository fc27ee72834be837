import { setTimeout as sleep } from "node:timers/promises";
import { isRunning, type ProcessIdentity } from "./identity";

const POLL_MILLISECONDS = 50;

/** Signals a process only if it is still the same one. */
export function signalProcess(identity: ProcessIdentity, signal: NodeJS.Signals): void {
  if (!isRunning(identity)) return;
  try {
    process.kill(identity.pid, signal);
  } catch (error) {
    // It ended in between.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** Whether all processes end within the time. */
export async function waitForEnd(identities: readonly ProcessIdentity[], milliseconds: number): Promise<boolean> {
  for (const deadline = performance.now() + milliseconds; ; await sleep(POLL_MILLISECONDS)) {
    if (!identities.some(isRunning)) return true;
    if (performance.now() >= deadline) return false;
  }
}

/** Sends a signal that a process can handle, and kills it if it still runs after the grace period. */
export async function endProcesses(
  identities: readonly ProcessIdentity[],
  signal: NodeJS.Signals,
  graceMilliseconds: number,
): Promise<void> {
  identities.forEach((identity) => signalProcess(identity, signal));
  if (await waitForEnd(identities, graceMilliseconds)) return;
  identities.forEach((identity) => signalProcess(identity, "SIGKILL"));
  await waitForEnd(identities, 5_000);
}
