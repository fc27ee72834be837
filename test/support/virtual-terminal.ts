import type { ProgressOutput } from "../../cli/cdktf/progress-screen";

/**
 * A terminal of a given size: it wraps lines at its last column, scrolls at its last row, and follows the control sequences that a live list
 * uses. Any other sequence is an error. If it is resized, it wraps its lines again, as most terminals do.
 */
export class VirtualTerminal implements ProgressOutput {
  public readonly isTTY = true;
  private text: string[] = [""];
  private row = 0;
  private column = 0;
  private readonly listeners = new Set<() => void>();

  public constructor(
    public columns: number,
    public rows: number,
    private readonly colors = true,
  ) {}

  public readonly hasColors = () => this.colors;
  public readonly on = (_event: "resize", listener: () => void) => this.listeners.add(listener);
  public readonly off = (_event: "resize", listener: () => void) => this.listeners.delete(listener);

  public readonly write = (text: string): void => {
    for (const [token] of text.matchAll(/\u001b\[[\d;]*[A-Za-z]|[^]/g)) this.take(token);
  };

  /** All lines that were ever printed and not cleared, the scrolled ones too. */
  public get lines(): readonly string[] {
    return this.text.map((line) => line.trimEnd());
  }

  public get listening(): boolean {
    return this.listeners.size > 0;
  }

  public resize(columns: number, rows: number): void {
    const wrapped: string[] = [];
    let cursor = { row: 0, column: 0 };
    this.text.forEach((line, index) => {
      const trimmed = line.trimEnd();
      const pieces = trimmed.match(new RegExp(`.{1,${columns}}`, "g")) ?? [""];
      if (index === this.row)
        cursor = { row: wrapped.length + pieces.length - 1, column: Math.min(pieces[pieces.length - 1]?.length ?? 0, columns - 1) };
      wrapped.push(...pieces);
    });
    Object.assign(this, { columns, rows, text: wrapped, ...cursor });
    for (const listener of this.listeners) listener();
  }

  private take(token: string): void {
    const sequence = /^\u001b\[(\d*)([A-Z])$/i.exec(token);
    if (sequence?.[2] === "m") return;
    if (sequence?.[2] === "A") this.row = Math.max(this.top, this.row - Number(sequence[1]));
    else if (sequence?.[2] === "J" && sequence[1] === "") this.clearBelow();
    else if (token.length > 1 || token === "\u001b") throw new Error(`unknown sequence ${JSON.stringify(token)}`);
    else if (token === "\r") this.column = 0;
    else if (token === "\n") this.nextLine();
    else this.put(token);
  }

  /** The first row that is not scrolled out of the screen, which the cursor cannot leave. */
  private get top(): number {
    return Math.max(0, this.text.length - this.rows);
  }

  private put(character: string): void {
    if (this.column === this.columns) this.nextLine();
    const line = (this.text[this.row] ?? "").padEnd(this.column);
    this.text[this.row] = line.slice(0, this.column) + character + line.slice(this.column + 1);
    this.column++;
  }

  private nextLine(): void {
    this.row++;
    this.column = 0;
    if (this.row === this.text.length) this.text.push("");
  }

  private clearBelow(): void {
    this.text = [...this.text.slice(0, this.row), (this.text[this.row] ?? "").slice(0, this.column)];
  }
}
