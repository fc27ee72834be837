import { progressBlock, progressLines } from "./progress";
import type { Timeline } from "./timeline";

const REDRAW_MILLISECONDS = 500;
const LINE_EVERY_MILLISECONDS = 15_000;

/** Shows the progress of a timeline: redrawn in place on a terminal, as plain lines elsewhere. */
export class ProgressScreen {
  private drawn = 0;
  private lastLines = Date.now();
  private readonly reported = new Set<string>();
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly timeline: Timeline,
    private readonly out: NodeJS.WriteStream = process.stdout,
  ) {
    this.timer = setInterval(() => this.show(Date.now()), REDRAW_MILLISECONDS);
  }

  stop(): void {
    clearInterval(this.timer);
    this.show(Date.now());
  }

  private show(now: number): void {
    if (this.out.isTTY) this.redraw(progressBlock(this.timeline, now));
    else this.printLines(now);
  }

  private redraw(lines: readonly string[]): void {
    const up = this.drawn > 0 ? `\u001b[${this.drawn}A` : "";
    const width = this.out.columns - 1;
    this.out.write(up + lines.map((line) => `\u001b[2K${line.slice(0, width)}\n`).join(""));
    this.drawn = lines.length;
  }

  private printLines(now: number): void {
    const width = Math.max(...[...this.timeline.keys()].map((name) => name.length));
    for (const stack of this.timeline.values()) {
      if ((stack.state !== "done" && stack.state !== "failed") || this.reported.has(stack.name)) continue;
      this.reported.add(stack.name);
      const index = [...this.timeline.keys()].indexOf(stack.name);
      this.out.write(`${progressBlock(this.timeline, now)[index] ?? stack.name.padEnd(width)}\n`);
    }
    if (now - this.lastLines < LINE_EVERY_MILLISECONDS) return;
    this.lastLines = now;
    for (const line of progressLines(this.timeline, now)) this.out.write(`${line}\n`);
  }
}
