import { call, fill, type Surroundings } from "./functions";
import { type Gaps, isLine, type Operand, pointwise, type Series, type Value } from "./values";

const TOKENS = /"[^"]*"|[A-Za-z_]\w*|\d+(?:\.\d+)?(?:[eE]-?\d+)?|>=|<=|==|!=|&&|\|\||\S/g;

type Apply = (a: number, b: number) => Value;

const OPERATORS: readonly Readonly<Record<string, Apply>>[] = [
  { OR: (a, b) => +(a !== 0 || b !== 0), "||": (a, b) => +(a !== 0 || b !== 0) },
  { AND: (a, b) => +(a !== 0 && b !== 0), "&&": (a, b) => +(a !== 0 && b !== 0) },
  {
    ">": (a, b) => +(a > b),
    "<": (a, b) => +(a < b),
    ">=": (a, b) => +(a >= b),
    "<=": (a, b) => +(a <= b),
    "==": (a, b) => +(a === b),
    "!=": (a, b) => +(a !== b),
  },
  { "+": (a, b) => a + b, "-": (a, b) => a - b },
  { "*": (a, b) => a * b, "/": (a, b) => (b === 0 ? undefined : a / b) },
  { "^": (a, b) => a ** b },
];

/**
 * CloudWatch's metric math over datapoints of one period. A value that is missing on one side is missing in the result, as is a division by
 * zero; `SUM` and its like over several lines take the values that are there.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 * @param metrics lines of the same length, by their ids in the expression.
 * @throws Error if the result is a number: CloudWatch takes a line only.
 */
export function evaluateLine(expression: string, metrics: Readonly<Record<string, Series>>, period = 60, gaps: Gaps = "missing"): Series {
  const points = Math.max(0, ...Object.values(metrics).map((line) => line.length));
  const result = new Parser(expression, metrics, { points, period, gaps }).parse();
  if (!isLine(result)) throw new Error(`"${expression}" is not one line`);
  return result;
}

class Parser {
  private readonly tokens: readonly string[];
  private position = 0;

  public constructor(
    expression: string,
    private readonly metrics: Readonly<Record<string, Series>>,
    private readonly around: Surroundings,
  ) {
    this.tokens = expression.match(TOKENS) ?? [];
  }

  public parse(): Operand {
    const result = this.operation(0);
    if (this.position < this.tokens.length) throw new Error(`unexpected "${this.peek()}"`);
    return result;
  }

  private operation(level: number): Operand {
    const operators = OPERATORS[level];
    if (!operators) return this.operand();
    let left = this.operation(level + 1);
    for (let apply = operators[this.peek()]; apply; apply = operators[this.peek()]) {
      this.position++;
      left = pointwise([left, this.operation(level + 1)], apply, this.around.gaps);
    }
    return left;
  }

  private operand(): Operand {
    const token = this.take();
    if (token === "(") return this.closed(this.operation(0), ")");
    if (token === "-") return pointwise([this.operation(OPERATORS.length - 1)], (value) => -value);
    if (token === "[") return this.list("]").map((line) => (isLine(line) ? line : []));
    if (/^\d/.test(token)) return Number(token);
    if (this.peek() === "(") return this.function(token);
    const metric = this.metrics[token];
    if (!metric) throw new Error(`"${token}" is no metric of the expression`);
    return metric;
  }

  private function(name: string): Operand {
    this.take();
    if (name === "METRICS") return this.chosen();
    if (name === "FILL") return this.filled();
    return call(name, this.list(")"), this.around);
  }

  /** All metrics, or those whose ids have a text in them. */
  private chosen(): Operand {
    const part = this.peek().startsWith('"') ? this.take().slice(1, -1) : "";
    this.expect(")");
    return Object.entries(this.metrics).flatMap(([id, line]) => (id.includes(part) ? [line] : []));
  }

  private filled(): Operand {
    const line = this.operation(0);
    this.expect(",");
    if (this.peek() === "REPEAT" || this.peek() === "LINEAR") return this.closed(fill(line, this.take() as "REPEAT" | "LINEAR"), ")");
    const filler = this.closed(this.operation(0), ")");
    if (typeof filler !== "number") throw new Error("FILL takes a number, REPEAT or LINEAR");
    return fill(line, filler);
  }

  private list(end: string): Operand[] {
    const found: Operand[] = [];
    while (this.peek() !== end) {
      found.push(this.operation(0));
      if (this.peek() !== end) this.expect(",");
    }
    return this.closed(found, end);
  }

  private closed<Result>(result: Result, end: string): Result {
    this.expect(end);
    return result;
  }

  private peek(): string {
    return this.tokens[this.position] ?? "";
  }

  private take(): string {
    return this.tokens[this.position++] ?? "";
  }

  private expect(token: string): void {
    const found = this.take();
    if (found !== token) throw new Error(`"${token}" expected, not "${found}"`);
  }
}
