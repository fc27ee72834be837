import type { Finished } from "../process/run";
import type { Clock } from "../process/clock";
import { Refused } from "../problem";
import { lockedText, waitingLine } from "./lock-text";
import { lockIn } from "./terraform-errors";

export interface WaitOptions {
  readonly milliseconds: number;
  readonly clock: Clock;
  readonly say: (line: string) => void;
}

/** Between two attempts. */
const TRY_AGAIN_MS = 15_000;

/**
 * Runs a command of Terraform until it gets the lock. Terraform could wait by itself (`-lock-timeout`), and would say nothing of whom it waits for.
 *
 * @throws Refused that tells who holds the lock, where patience ends.
 */
export async function retryWhileLocked(stack: string, attempt: () => Promise<Finished>, patience: WaitOptions): Promise<Finished> {
  const { milliseconds, clock, say } = patience;
  const began = clock.now();
  let told: string | undefined;
  for (;;) {
    const finished = await attempt();
    const lock = finished.code === 0 ? undefined : lockIn(finished.stderr);
    if (!lock) return finished;
    const left = began + milliseconds - clock.now();
    if (left <= 0) throw new Refused(lockedText(stack, lock, clock.now(), milliseconds));
    if (told !== lock.id) say(waitingLine(stack, lock, clock.now(), left));
    told = lock.id;
    await clock.sleep(Math.min(TRY_AGAIN_MS, left));
  }
}
