import type { Phase } from "./summary";

/** Tells what is being done and keeps how long it took. */
export class Phases {
  private readonly done: Phase[] = [];

  constructor(private readonly say: (line: string) => void) {}

  get all(): readonly Phase[] {
    return this.done;
  }

  /** Runs a phase; `outcome` makes the line that says what came of it, if there is something to say. */
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
