import type { Phase } from "./summary";

/** Reports phases and records their durations. */
export class Phases {
  private readonly done: Phase[] = [];

  constructor(private readonly say: (line: string) => void) {}

  get all(): readonly Phase[] {
    return this.done;
  }

  /** Runs a phase; `outcome` formats its result, if there is one to report. */
  async run<T>(name: string, task: () => Promise<T>, outcome: (result: T) => string | undefined = () => undefined): Promise<T> {
    const began = performance.now();
    const result = await task();
    const seconds = (performance.now() - began) / 1000;
    this.done.push({ name, seconds });
    const line = outcome(result);
    if (line) this.say(line);
    return result;
  }
}
