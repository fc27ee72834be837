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
 * Retries a Terraform command until it gets the lock. Not `-lock-timeout`: it does not report who holds the lock.
 *
 * @throws Problem with the lock holder after the timeout.
 */
export async function retryWhileLocked<R extends Finished>(stack: string, attempt: () => Promise<R>, options: WaitOptions): Promise<R> {
  const { milliseconds, clock, say } = options;
  const started = clock.now();
  let reported: string | undefined;
  for (;;) {
    const finished = await attempt();
    const lock = finished.code === 0 ? undefined : lockIn(finished.stderr);
    if (!lock) return finished;
    const left = started + milliseconds - clock.now();
    if (left <= 0) throw new Refused(lockedText(stack, lock, clock.now(), milliseconds));
    if (reported !== lock.id) say(waitingLine(stack, lock, clock.now(), left));
    reported = lock.id;
    await clock.sleep(Math.min(TRY_AGAIN_MS, left));
  }
}
