import { duration } from "../../../cli/text/duration";

/** Dependent steps: after a failed step the others are skipped with an error, except cleanup steps. */
export class Scenario {
  private failed: string | undefined;
  private readonly times: { name: string; seconds: number }[] = [];

  public step(name: string, task: () => Promise<void>, options: { readonly always?: boolean } = {}): void {
    test(name, async () => {
      if (this.failed !== undefined && !options.always) throw new Error(`skipped, because this step failed: ${this.failed}`);
      const began = performance.now();
      try {
        await task();
      } catch (error) {
        this.failed ??= name;
        throw error;
      } finally {
        this.times.push({ name, seconds: (performance.now() - began) / 1000 });
      }
    });
  }

  /** The duration of each step. */
  public get lines(): string[] {
    const all = this.times.reduce((sum, { seconds }) => sum + seconds, 0);
    return [...this.times, { name: "total", seconds: all }].map(({ name, seconds }) => `${duration(seconds).padStart(8)}  ${name}`);
  }
}
