/**
 * Evaluates CloudWatch metric math at one moment: numbers, metrics, `+ - * /`, comparisons, `IF`, `FILL(x, number | REPEAT)`. A value that
 * is missing on one side is missing in the result, as is a division by zero.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export type Value = number | undefined;

/** A metric's datapoint now, and the last one before it. */
export interface Series {
  readonly now: Value;
  readonly before?: Value;
}

export function evaluate(expression: string, metrics: Readonly<Record<string, Series>>): Value {
  const tokens = expression.match(/[A-Za-z_]\w*|\d+(?:\.\d+)?|>=|<=|[-+*/<>(),]/g) ?? [];
  const series = new Parser(tokens, metrics).parse();
  return series.now;
}

const OPERATORS: readonly Readonly<Record<string, (a: number, b: number) => Value>>[] = [
  { ">": (a, b) => +(a > b), "<": (a, b) => +(a < b), ">=": (a, b) => +(a >= b), "<=": (a, b) => +(a <= b) },
  { "+": (a, b) => a + b, "-": (a, b) => a - b },
  { "*": (a, b) => a * b, "/": (a, b) => (b === 0 ? undefined : a / b) },
];

class Parser {
  private position = 0;

  public constructor(
    private readonly tokens: readonly string[],
    private readonly metrics: Readonly<Record<string, Series>>,
  ) {}

  public parse(): Series {
    const result = this.operation(0);
    if (this.position < this.tokens.length) throw new Error(`unexpected "${this.tokens[this.position]}"`);
    return result;
  }

  private operation(level: number): Series {
    const operators = OPERATORS[level];
    if (!operators) return this.operand();
    let left = this.operation(level + 1);
    for (let operator = operators[this.peek()]; operator; operator = operators[this.peek()]) {
      this.position++;
      const [a, b, apply] = [left, this.operation(level + 1), operator];
      const at = (moment: keyof Series) => both(a[moment], b[moment], apply);
      left = { now: at("now"), before: at("before") };
    }
    return left;
  }

  private operand(): Series {
    const token = this.take();
    if (token === "(") return this.closed(this.operation(0));
    if (token === "IF") return this.condition();
    if (token === "FILL") return this.fill();
    if (/^\d/.test(token)) return { now: Number(token), before: Number(token) };
    const metric = this.metrics[token];
    if (!metric) throw new Error(`"${token}" is no metric of the expression`);
    return metric;
  }

  private condition(): Series {
    this.expect("(");
    const condition = this.operation(0);
    this.expect(",");
    const yes = this.operation(0);
    this.expect(",");
    const no = this.closed(this.operation(0));
    const at = (moment: keyof Series) => (condition[moment] === undefined ? undefined : condition[moment] ? yes[moment] : no[moment]);
    return { now: at("now"), before: at("before") };
  }

  private fill(): Series {
    this.expect("(");
    const series = this.operation(0);
    this.expect(",");
    const filler = this.take();
    const fill = filler === "REPEAT" ? series.before : Number(filler);
    return this.closed({ now: series.now ?? fill, before: series.before ?? (filler === "REPEAT" ? undefined : Number(filler)) });
  }

  private closed(series: Series): Series {
    this.expect(")");
    return series;
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

function both(a: Value, b: Value, apply: (a: number, b: number) => Value): Value {
  return a === undefined || b === undefined ? undefined : apply(a, b);
}
