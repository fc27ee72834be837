import type { Finished } from "../process/run";
import { Problem } from "../problem";
import { formatDuration } from "./lock-text";
import type { WaitOptions } from "./wait-for-lock";

/** What can be done about a state that Terraform could not save. */
export interface StateRecovery {
  /** Whether there is one. */
  readonly needed: () => boolean;
  /** Saves it. Without the lock where the lock that is there is our own. */
  readonly push: (lock: boolean) => Promise<Finished>;
  /** Puts it where nobody removes it; in words, where that is and what to do with it. */
  readonly keep: () => string;
}

/** Between two attempts. */
const TRY_AGAIN_MS = 15_000;

/** That it could not save a state and that it could not give back the lock have mostly one cause: nobody else can have got the lock meanwhile. */
const STILL_LOCKED = "Error releasing the state lock";

/** Terraform puts no state over a newer one, nor over another one. Trying again does not help. */
const REFUSED = /cannot (import|overwrite) /i;

/**
 * Saves a state that Terraform could not save at the end of an apply, as soon as its bucket answers again, or keeps it. What became of it, in words;
 * undefined where there is no such state.
 */
export async function recoverState(
  stack: string,
  rescue: StateRecovery,
  applied: Finished,
  patience: WaitOptions,
): Promise<string | undefined> {
  if (!rescue.needed()) return undefined;
  const { clock, milliseconds, say } = patience;
  say(`  ${stack}: Terraform could not save its state. Trying to, for ${formatDuration(milliseconds)} at most.`);
  const [began, ours] = [clock.now(), applied.stderr.includes(STILL_LOCKED)];
  for (;;) {
    const pushed = await rescue.push(!ours);
    if (pushed.code === 0) return savedText(stack, ours);
    const left = began + milliseconds - clock.now();
    if (left <= 0 || REFUSED.test(pushed.stderr)) return rescue.keep();
    try {
      await clock.sleep(Math.min(TRY_AGAIN_MS, left));
    } catch (error) {
      if (error instanceof Problem) return `${rescue.keep()}\n${error.message}`;
      throw error;
    }
  }
}

function savedText(stack: string, locked: boolean): string {
  const lock = locked ? " Its lock could not be given back: the next run says how to delete it." : "";
  return `${stack}: Terraform could not save its state at first; it is saved now, and nothing is lost.${lock}`;
}
