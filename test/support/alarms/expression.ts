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
 * Evaluates CloudWatch metric math over datapoints of one period. If a value is missing on one side, the result is missing, as for a division
 * by zero. Aggregates such as `SUM` over several lines use the existing values.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 * @param metrics lines of the same length, by their IDs in the expression.
 * @throws Error if the result is not a single line, as CloudWatch requires.
 */
export function evaluateLine(expression: string, metrics: Readonly<Record<string, Series>>, period = 60, gaps: Gaps = "missing"): Series {
  const points = Math.max(0, ...Object.values(metrics).map((line) => line.length));
  const result = parsed(expression)({ metrics, around: { points, period, gaps } });
  if (!isLine(result)) throw new Error(`"${expression}" is not one line`);
  return result;
}

/** The lines that an expression is evaluated over. */
interface Input {
  readonly metrics: Readonly<Record<string, Series>>;
  readonly around: Surroundings;
}

type Evaluate = (input: Input) => Operand;

const PARSED = new Map<string, Evaluate>();

/** Parses an expression once, because an alarm evaluates it every minute. */
function parsed(expression: string): Evaluate {
  const known = PARSED.get(expression) ?? new Parser(expression).parse();
  PARSED.set(expression, known);
  return known;
}

class Parser {
  private readonly tokens: readonly string[];
  private position = 0;

  public constructor(expression: string) {
    this.tokens = expression.match(TOKENS) ?? [];
  }

  public parse(): Evaluate {
    const result = this.operation(0);
    if (this.position < this.tokens.length) throw new Error(`unexpected "${this.peek()}"`);
    return result;
  }

  private operation(level: number): Evaluate {
    const operators = OPERATORS[level];
    if (!operators) return this.operand();
    let left = this.operation(level + 1);
    for (let apply = operators[this.peek()]; apply; apply = operators[this.peek()]) {
      this.position++;
      left = binary(left, this.operation(level + 1), apply);
    }
    return left;
  }

  private operand(): Evaluate {
    const token = this.take();
    if (token === "(") return this.closed(this.operation(0), ")");
    if (token === "-") {
      const operand = this.operation(OPERATORS.length - 1);
      return (input) => pointwise([operand(input)], (value) => -value);
    }
    if (token === "[") {
      const lines = this.list("]");
      return (input) => lines.map((each) => each(input)).map((line) => (isLine(line) ? line : []));
    }
    if (/^\d/.test(token)) return () => Number(token);
    if (this.peek() === "(") return this.function(token);
    return ({ metrics }) => {
      const metric = metrics[token];
      if (!metric) throw new Error(`"${token}" is not a metric of the expression`);
      return metric;
    };
  }

  private function(name: string): Evaluate {
    this.take();
    if (name === "METRICS") return this.chosen();
    if (name === "FILL") return this.filled();
    const operands = this.list(")");
    return (input) =>
      call(
        name,
        operands.map((each) => each(input)),
        input.around,
      );
  }

  /** All metrics, or the metrics whose IDs contain a string. */
  private chosen(): Evaluate {
    const part = this.peek().startsWith('"') ? this.take().slice(1, -1) : "";
    this.expect(")");
    return ({ metrics }) => Object.entries(metrics).flatMap(([id, line]) => (id.includes(part) ? [line] : []));
  }

  private filled(): Evaluate {
    const line = this.operation(0);
    this.expect(",");
    if (this.peek() === "REPEAT" || this.peek() === "LINEAR") {
      const filler = this.closed(this.take() as "REPEAT" | "LINEAR", ")");
      return (input) => fill(line(input), filler);
    }
    const filler = this.closed(this.operation(0), ")");
    return (input) => {
      const value = filler(input);
      if (typeof value !== "number") throw new Error("FILL takes a number, REPEAT or LINEAR");
      return fill(line(input), value);
    };
  }

  private list(end: string): Evaluate[] {
    const found: Evaluate[] = [];
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

function binary(left: Evaluate, right: Evaluate, apply: Apply): Evaluate {
  return (input) => pointwise([left(input), right(input)], apply, input.around.gaps);
}
