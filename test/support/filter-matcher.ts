/**
 * Whether a line matches a JSON filter pattern of CloudWatch Logs. Supports the syntax that Terrace uses: comparisons with numbers and with
 * strings, in which `*` matches any characters; `&&`, `||` and parentheses. An empty pattern matches every line.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html
 */
export function matches(pattern: string, line: string): boolean {
  if (pattern === "") return true;
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return false;
  }
  return new Matcher(pattern.trim().replace(/^\{|\}$/g, ""), json).run();
}

const TOKEN = /\s*(&&|\|\||\(|\)|!=|>=|<=|=|>|<|\$(?:\.[\w-]+|\.?\[(?:\d+|'[^']*')\])+|"(?:[^"\\]|\\.)*"|[^\s()&|"=<>!]+)/y;

class Matcher {
  private readonly tokens: readonly string[];
  private at = 0;

  public constructor(
    private readonly pattern: string,
    private readonly json: unknown,
  ) {
    this.tokens = tokensOf(pattern);
  }

  public run(): boolean {
    const result = this.any();
    if (this.at !== this.tokens.length) throw new Error(`"${this.pattern}" has unexpected input at token ${this.at}`);
    return result;
  }

  private any(): boolean {
    let result = this.all();
    while (this.take("||")) result = this.all() || result;
    return result;
  }

  private all(): boolean {
    let result = this.one();
    while (this.take("&&")) result = this.one() && result;
    return result;
  }

  private one(): boolean {
    if (this.take("(")) {
      const result = this.any();
      if (!this.take(")")) throw new Error(`"${this.pattern}" lacks a closing parenthesis`);
      return result;
    }
    const [selector, operator, value] = [this.next(), this.next(), this.next()];
    return compare(select(this.json, selector), operator, value);
  }

  private take(token: string): boolean {
    if (this.tokens[this.at] !== token) return false;
    this.at += 1;
    return true;
  }

  private next(): string {
    const token = this.tokens[this.at];
    if (token === undefined) throw new Error(`"${this.pattern}" ends within a condition`);
    this.at += 1;
    return token;
  }
}

function tokensOf(pattern: string): readonly string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(pattern); match; match = TOKEN.exec(pattern)) tokens.push(match[1] ?? "");
  return tokens;
}

function select(json: unknown, selector: string): unknown {
  const parts = [...selector.matchAll(/\.([\w-]+)|\[(\d+)\]|\['([^']*)'\]/g)].map(
    ([, name, index, quoted]) => name ?? index ?? quoted ?? "",
  );
  return parts.reduce<unknown>((value, part) => (value as Readonly<Record<string, unknown>> | undefined | null)?.[part], json);
}

function compare(found: unknown, operator: string, value: string): boolean {
  if (typeof found !== "string" && typeof found !== "number") return false;
  const text = value.replace(/^"|"$/g, "");
  switch (operator) {
    case "=":
      return wildcard(text).test(String(found));
    case "!=":
      return !wildcard(text).test(String(found));
    case ">":
      return typeof found === "number" && found > Number(text);
    case ">=":
      return typeof found === "number" && found >= Number(text);
    case "<":
      return typeof found === "number" && found < Number(text);
    case "<=":
      return typeof found === "number" && found <= Number(text);
    default:
      throw new Error(`"${operator}" is not a comparison operator`);
  }
}

function wildcard(text: string): RegExp {
  return new RegExp(
    `^${text
      .split("*")
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
      .join(".*")}$`,
    "s",
  );
}
