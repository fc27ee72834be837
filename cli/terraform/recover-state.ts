import type { Finished } from "../process/run";
import { Problem } from "../problem";
import { formatDuration } from "./lock-text";
import type { WaitOptions } from "./wait-for-lock";

/** The recovery of a state that Terraform could not save. */
export interface StateRecovery {
  /** Whether there is an errored state. */
  readonly needed: () => boolean;
  /** Pushes the state. Without locking if this run still holds the lock. */
  readonly push: (lock: boolean) => Promise<Finished>;
  /** Preserves the state and returns the instructions as text. */
  readonly preserve: () => string;
}

/** Between two attempts. */
const TRY_AGAIN_MS = 15_000;

/** If Terraform could not release the lock either, the lock is still this run's, so the push can skip locking. */
const STILL_LOCKED = "Error releasing the state lock";

/** Terraform does not overwrite a newer state or another lineage. Retries do not help. */
const REJECTED = /cannot (import|overwrite) /i;

/**
 * Pushes a state that Terraform could not save, as soon as the state bucket is reachable again, or preserves it. Returns the result as text, or
 * undefined if Terraform saved the state.
 */
export async function recoverState(
  stack: string,
  recovery: StateRecovery,
  applied: Finished,
  lockWait: WaitOptions,
): Promise<string | undefined> {
  if (!recovery.needed()) return undefined;
  const { clock, milliseconds, say } = lockWait;
  say(`  ${stack}: Terraform could not save the state. Retrying for up to ${formatDuration(milliseconds)}.`);
  const [started, isLocked] = [clock.now(), applied.stderr.includes(STILL_LOCKED)];
  for (;;) {
    const pushed = await recovery.push(!isLocked);
    if (pushed.code === 0) return savedText(stack, isLocked);
    const left = started + milliseconds - clock.now();
    if (left <= 0 || REJECTED.test(pushed.stderr)) return recovery.preserve();
    try {
      await clock.sleep(Math.min(TRY_AGAIN_MS, left));
    } catch (error) {
      if (error instanceof Problem) return `${recovery.preserve()}\n${error.message}`;
      throw error;
    }
  }
}

function savedText(stack: string, isLocked: boolean): string {
  const lock = isLocked ? " Its lock could not be released: the next run prints how to delete it." : "";
  return `${stack}: Terraform could not save the state at first; it is saved now, and nothing is lost.${lock}`;
}
