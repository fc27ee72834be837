import { setTimeout as sleep } from "node:timers/promises";
import type { Finished } from "../process/run";
import { NotChanged, Problem } from "../problem";
import { lockedText, waitingLine } from "./lock-text";
import { lockIn } from "../terraform/terraform-errors";

/** Time, as a deployment knows it. */
export interface Clock {
  /** Milliseconds. */
  readonly now: () => number;
  /** Ends early, with an error, where the deployment is stopped. */
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** What is told where somebody has ended a deployment. */
export const STOPPED = "Stopped, as you asked. Run the same again to go on.";

export function realClock(signal?: AbortSignal): Clock {
  return {
    now: () => Date.now(),
    sleep: (milliseconds) =>
      sleep(milliseconds, undefined, { ...(signal && { signal }) }).catch((error: unknown) => {
        throw signal?.aborted ? new Problem(STOPPED) : error;
      }),
  };
}

export interface Patience {
  readonly milliseconds: number;
  readonly clock: Clock;
  readonly say: (line: string) => void;
}

/** Between two attempts. */
const TRY_AGAIN_MS = 15_000;

/**
 * Runs a command of Terraform until it gets the lock. Terraform could wait by itself (`-lock-timeout`), and would say nothing of whom it waits for.
 *
 * @throws NotChanged that tells who holds the lock, where patience ends.
 */
export async function whenUnlocked(stack: string, attempt: () => Promise<Finished>, patience: Patience): Promise<Finished> {
  const { milliseconds, clock, say } = patience;
  const began = clock.now();
  let told: string | undefined;
  for (;;) {
    const finished = await attempt();
    const lock = finished.code === 0 ? undefined : lockIn(finished.stderr);
    if (!lock) return finished;
    const left = began + milliseconds - clock.now();
    if (left <= 0) throw new NotChanged(lockedText(stack, lock, clock.now(), milliseconds));
    if (told !== lock.id) say(waitingLine(stack, lock, clock.now(), left));
    told = lock.id;
    await clock.sleep(Math.min(TRY_AGAIN_MS, left));
  }
}
