import { stripVTControlCharacters } from "node:util";
import { colorsOf, type Colors, type Output } from "../text/color";
import { duration } from "../text/duration";
import { changeOfState, endLine, frameLines, slowestOpen, totalLine, type ProgressView, type Size } from "./progress";
import type { StackState } from "./timeline";

const REDRAW_MILLISECONDS = 500;
/** Without another line. CI systems end jobs that print nothing. */
const LINE_EVERY_MILLISECONDS = 60_000;

/** The output that shows progress. */
export interface ProgressOutput extends Output {
  readonly columns?: number;
  readonly rows?: number;
  readonly write: (text: string) => unknown;
  readonly on?: (event: "resize", listener: () => void) => unknown;
  readonly off?: (event: "resize", listener: () => void) => unknown;
}

export interface ScreenOptions {
  /** @default standard error: with --json, standard output is one JSON document */
  readonly out?: ProgressOutput;
  readonly env?: NodeJS.ProcessEnv;
  readonly clock?: () => number;
}

/**
 * Shows the progress of a run: redrawn in place on a terminal, elsewhere a line for each stack that starts or ends.
 *
 * No library redraws the list: log-update and listr2 keep the end of a block that is too high, in which running stacks would be missing, so the
 * list must fit the terminal anyway, and redrawing takes only one escape sequence.
 */
export class ProgressScreen {
  private readonly out: ProgressOutput;
  private readonly clock: () => number;
  private readonly colors: Colors;
  private readonly isLive: boolean;
  private readonly timer: NodeJS.Timeout;
  private readonly reported = new Map<string, StackState>();
  private drawn: readonly string[] = [];
  private lastLineAt: number;
  private readonly resize = () => this.redraw();

  public constructor(
    private readonly view: ProgressView,
    { out = process.stderr, env = process.env, clock = Date.now }: ScreenOptions = {},
  ) {
    this.out = out;
    this.clock = clock;
    this.colors = colorsOf(out, env);
    this.isLive = out.isTTY === true && env.TERM !== "dumb";
    this.lastLineAt = clock();
    this.timer = setInterval(() => this.update(), REDRAW_MILLISECONDS).unref();
    if (this.isLive) out.on?.("resize", this.resize);
  }

  public update(): void {
    if (this.isLive) this.redraw();
    else this.printChanges();
  }

  /** Replaces the list by its last line. */
  public stop(succeeded: boolean): void {
    clearInterval(this.timer);
    this.out.off?.("resize", this.resize);
    if (!this.isLive) this.printChanges();
    const line = endLine(this.view, succeeded, this.clock(), this.colors);
    this.out.write(`${this.clear()}${line}\n`);
    this.drawn = [];
  }

  private redraw(): void {
    const lines = frameLines(this.view, this.size, this.clock(), this.colors);
    this.out.write(`${this.clear()}${lines.join("\n")}`);
    this.drawn = lines;
  }

  /** A terminal of unknown size reports 0. */
  private get size(): Size {
    const { columns = 0, rows = 0 } = this.out;
    return { columns: columns > 0 ? columns : 80, rows: rows > 0 ? rows : 24 };
  }

  /** Moves to the first line of the list and clears the screen from there. A terminal that became narrower has wrapped the lines. */
  private clear(): string {
    if (this.drawn.length === 0) return "";
    const { columns, rows } = this.size;
    const heights = this.drawn.map((line) => Math.max(1, Math.ceil(stripVTControlCharacters(line).length / columns)));
    const up =
      Math.min(
        heights.reduce((sum, height) => sum + height, 0),
        rows,
      ) - 1;
    return `\r${up > 0 ? `\u001b[${up}A` : ""}\u001b[J`;
  }

  private printChanges(): void {
    const now = this.clock();
    const total = totalLine(this.view, now);
    for (const stack of this.view.timeline.values()) {
      if (this.reported.get(stack.name) === stack.state) continue;
      this.reported.set(stack.name, stack.state);
      this.print(changeOfState(stack, total, now, this.colors), now);
    }
    if (now - this.lastLineAt >= LINE_EVERY_MILLISECONDS) this.print(this.waitingLine(total, now), now);
  }

  private print(line: string | undefined, now: number): void {
    if (line === undefined) return;
    this.out.write(`${line}\n`);
    this.lastLineAt = now;
  }

  private waitingLine(total: string, now: number): string {
    const open = [...this.view.timeline.values()].flatMap((stack) => {
      const slowest = slowestOpen(stack);
      return slowest ? [{ ...slowest, stack: stack.name }] : [];
    });
    const [slowest] = open.sort((one, other) => one.since - other.since);
    if (slowest) return `  ${duration((now - slowest.since) / 1000)} ${slowest.address} in ${slowest.stack} (${total})`;
    const working = [...this.view.timeline.values()].flatMap(({ name, state }) => (state === "working" ? [name] : []));
    return `  in progress: ${working.join(", ") || "nothing yet"} (${total})`;
  }
}
