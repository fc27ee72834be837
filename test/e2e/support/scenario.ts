import { duration } from "../../../cli/cdktf/progress";

/** Steps that stand on each other: after one that failed, the others are not tried, except those that tidy up. */
export class Scenario {
  private failed: string | undefined;
  private readonly times: { name: string; seconds: number }[] = [];

  public step(name: string, task: () => Promise<void>, options: { readonly always?: boolean } = {}): void {
    test(name, async () => {
      if (this.failed !== undefined && !options.always) throw new Error(`not tried, since this failed: ${this.failed}`);
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

  /** How long each step took. */
  public get lines(): string[] {
    const all = this.times.reduce((sum, { seconds }) => sum + seconds, 0);
    return [...this.times, { name: "all of it", seconds: all }].map(({ name, seconds }) => `${duration(seconds).padStart(8)}  ${name}`);
  }
}
