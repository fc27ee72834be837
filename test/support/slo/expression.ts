/**
 * CloudWatch metric math over series of one value per moment, for the functions that SLO alarms use: numbers, metrics, `+ - * /`,
 * comparisons, `IF`, `FILL(series, number)`, and for dashboards `RUNNING_SUM` and `SUM` of one series. A moment without a value is NaN.
 *
 * AWS's documentation counts a missing value as 0 in arithmetic; observations differ. `missing` selects the behavior, so that a test can show
 * that an expression does not depend on it. A division by zero is always missing.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export type Missing = "zero" | "missing";

export type Moments = Float64Array;

type Metrics = (id: string) => Moments;

export function evaluateSeries(expression: string, metrics: Metrics, length: number, missing: Missing = "zero"): Moments {
  const tokens = expression.match(/[A-Za-z_]\w*|\d+(?:\.\d+)?|>=|<=|[-+*/<>(),]/g) ?? [];
  if (tokens.join("") !== expression.replaceAll(" ", "")) throw new Error(`"${expression}" has an unsupported character`);
  return new Parser(tokens, metrics, length, missing).parse();
}

/** Local constants, because an access to a global in Jest's sandbox costs more than the arithmetic. */
const GAP = NaN;
const isGap = (value: number) => value !== value;

type Operation = (a: number, b: number) => number;

const LEVELS: readonly Readonly<Record<string, Operation>>[] = [
  { ">": (a, b) => +(a > b), "<": (a, b) => +(a < b), ">=": (a, b) => +(a >= b), "<=": (a, b) => +(a <= b) },
  { "+": (a, b) => a + b, "-": (a, b) => a - b },
  { "*": (a, b) => a * b, "/": (a, b) => (b === 0 ? GAP : a / b) },
];

class Parser {
  private position = 0;
  /** Values of operands by text, because parenthesized operands often occur twice. */
  private readonly known = new Map<string, Moments>();

  public constructor(
    private readonly tokens: readonly string[],
    private readonly metrics: Metrics,
    private readonly length: number,
    private readonly missing: Missing,
  ) {}

  public parse(): Moments {
    const result = this.operation(0);
    if (this.position < this.tokens.length) throw new Error(`unexpected "${this.tokens[this.position]}"`);
    return result;
  }

  private operation(level: number): Moments {
    const operations = LEVELS[level];
    if (!operations) return this.operand();
    let left = this.operation(level + 1);
    for (let apply = operations[this.peek()]; apply; apply = operations[this.peek()]) {
      this.position++;
      left = this.combine(left, this.operation(level + 1), apply);
    }
    return left;
  }

  private combine(a: Moments, b: Moments, apply: Operation): Moments {
    const result = new Float64Array(this.length);
    for (let moment = 0; moment < this.length; moment++) {
      const left = a[moment] ?? GAP;
      const right = b[moment] ?? GAP;
      const gaps = +isGap(left) + +isGap(right);
      const gap = gaps === 2 || (gaps === 1 && this.missing === "missing");
      result[moment] = gap ? GAP : apply(isGap(left) ? 0 : left, isGap(right) ? 0 : right);
    }
    return result;
  }

  private operand(): Moments {
    const start = this.position;
    const end = this.end();
    const text = this.tokens.slice(start, end).join(" ");
    const value = this.known.get(text) ?? this.read();
    this.known.set(text, value);
    this.position = end;
    return value;
  }

  /** The position after the current operand. */
  private end(): number {
    const opens = this.tokens.indexOf("(", this.position);
    if (opens < 0 || opens > this.position + 1) return this.position + 1;
    let depth = 0;
    for (let index = opens; index < this.tokens.length; index++) {
      if (this.tokens[index] === "(") depth++;
      if (this.tokens[index] === ")" && --depth === 0) return index + 1;
    }
    throw new Error(`unclosed parenthesis in ${this.tokens.join(" ")}`);
  }

  private read(): Moments {
    const token = this.take();
    if (token === "(") return this.close(this.operation(0));
    if (/^\d/.test(token)) return new Float64Array(this.length).fill(Number(token));
    if (this.peek() !== "(") return this.metrics(token);
    this.position++;
    const list = [this.operation(0)];
    while (this.peek() === ",") {
      this.position++;
      list.push(this.operation(0));
    }
    return this.close(this.call(token, list));
  }

  private call(name: string, [first, second, third]: readonly Moments[]): Moments {
    const at = (series: Moments | undefined, moment: number) => series?.[moment] ?? GAP;
    if (name === "IF")
      return this.each((m) => (isGap(at(first, m)) ? GAP : at(first, m) !== 0 ? this.chosen(at(second, m)) : at(third, m)));
    if (name === "FILL") return this.each((m) => (isGap(at(first, m)) ? at(second, m) : at(first, m)));
    let sum = 0;
    if (name === "RUNNING_SUM") return this.each((m) => (sum += isGap(at(first, m)) ? 0 : at(first, m)));
    if (name === "SUM") {
      for (let m = 0; m < this.length; m++) sum += isGap(at(first, m)) ? 0 : at(first, m);
      return this.each(() => sum);
    }
    throw new Error(`unknown function ${name}; supported: IF, FILL, RUNNING_SUM, SUM`);
  }

  /** AWS counts a missing value that a true condition chooses as 0. */
  private chosen(value: number): number {
    return isGap(value) && this.missing === "zero" ? 0 : value;
  }

  private each(value: (moment: number) => number): Moments {
    const series = new Float64Array(this.length);
    for (let moment = 0; moment < this.length; moment++) series[moment] = value(moment);
    return series;
  }

  private close(series: Moments): Moments {
    if (this.take() !== ")") throw new Error(`")" expected after ${this.tokens.slice(0, this.position - 1).join(" ")}`);
    return series;
  }

  private peek(): string {
    return this.tokens[this.position] ?? "";
  }

  private take(): string {
    return this.tokens[this.position++] ?? "";
  }
}
