import { setTimeout as sleep } from "node:timers/promises";
import { Problem } from "../problem";

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
