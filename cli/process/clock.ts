import { setTimeout as sleep } from "node:timers/promises";
import { Problem } from "../problem";

/** The clock of a deployment. */
export interface Clock {
  /** Milliseconds. */
  readonly now: () => number;
  /** Rejects early if the deployment is interrupted. */
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** Printed when a person interrupts a deployment. */
export const STOPPED = "Interrupted. Run the same command again to resume.";

export function realClock(signal?: AbortSignal): Clock {
  return {
    now: () => Date.now(),
    sleep: (milliseconds) =>
      sleep(milliseconds, undefined, { ...(signal && { signal }) }).catch((error: unknown) => {
        throw signal?.aborted ? new Problem(STOPPED) : error;
      }),
  };
}
