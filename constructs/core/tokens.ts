import { DefaultTokenResolver, type IResolvable, type ResolveOptions, StringConcat, Token, Tokenization } from "cdktf";

/** A token in a string. */
const TOKEN = /\$\{TfToken\[[\w:.-]+\]\}/g;

const resolver = new DefaultTokenResolver(new StringConcat());

/**
 * `Tokenization.resolve` for only those values that can contain a token, and once per string. The original inspects every value in five
 * ways. Most values of a platform are plain, and most of the synthesis time was spent here (`docs/performance.md`).
 *
 * @example
 * const tokens = new Tokens({ scope: stack, preparing: false });
 * tokens.resolve({ vpcId: vpc.id, tags: { Name: "main" } }); // { vpcId: "${aws_vpc.main.id}", tags: { Name: "main" } }
 */
export class Tokens {
  private readonly texts = new Map<string, unknown>();
  private readonly options: ResolveOptions;

  /** @param options the scope in which values are resolved, and whether references between stacks can be created now. */
  public constructor(options: Omit<ResolveOptions, "resolver">) {
    this.options = { ...options, resolver };
  }

  /** @throws the errors of `Tokenization.resolve`, for example for a function or a construct instead of a value. */
  public resolve(value: unknown): unknown {
    if (typeof value === "string") return canContainToken(value) ? this.text(value) : value;
    if (typeof value === "number") return isPlainNumber(value) ? value : this.whole(value);
    if (Array.isArray(value)) return value.every(isNotListToken) ? this.list(value) : this.whole(value);
    if (value === undefined || value === null || typeof value === "boolean") return value;
    return isPlainObject(value) ? this.object(value) : this.whole(value);
  }

  private text(text: string): unknown {
    if (!this.texts.has(text)) this.texts.set(text, this.inParts(text) ?? this.whole(text));
    return this.texts.get(text);
  }

  /**
   * Resolves a string that contains tokens, each token once for all strings. cdktf searches the rest of a string after each of its tokens:
   * for a dashboard with hundreds of tokens, that was 10% of a synthesis.
   *
   * Returns undefined if cdktf must resolve the whole string: a single token, which can resolve to another type; tokens within an
   * expression (`${…}`), where they have no braces; and numbers.
   */
  private inParts(text: string): string | undefined {
    const found = text.match(TOKEN);
    if (!found || found[0].length === text.length || found.length !== text.split("${").length - 1 || text.includes("e+")) return undefined;
    const values = new Map([...new Set(found)].map((token) => [token, this.text(token)]));
    if (![...values.values()].every((value) => typeof value === "string")) return undefined;
    return text.replace(TOKEN, (token) => String(values.get(token)));
  }

  private list(list: readonly unknown[]): readonly unknown[] {
    return list.map((each) => this.resolve(each)).filter((each) => each !== undefined);
  }

  private object(object: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    const result: Record<string, unknown> = {};
    for (const key of Object.keys(object)) {
      const resolved = this.resolve(object[key]);
      if (resolved !== undefined) result[key] = resolved;
    }
    return result;
  }

  private whole(value: unknown): unknown {
    return Tokenization.resolve(value, this.options);
  }
}

/**
 * Tokens of strings, lists and maps, and escapes, contain a brace; a number token in a string is extremely large; and map
 * tokens are two fixed strings.
 */
function canContainToken(text: string): boolean {
  return text.includes("{") || text.includes("e+") || text === Token.STRING_MAP_TOKEN_VALUE || text === Token.ANY_MAP_TOKEN_VALUE;
}

/** Number tokens are extremely large, and the one for maps is negative. */
function isPlainNumber(value: number): boolean {
  return value >= 0 && value <= Number.MAX_SAFE_INTEGER;
}

/** A list token is a list with one element that contains the token. */
function isNotListToken(value: unknown): boolean {
  return typeof value === "string" ? !value.includes("TfToken[") : typeof value !== "number" || isPlainNumber(value);
}

/** Not a token, not an object with a prototype of its own, and without a key that is a token. */
function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  return typeof (value as Partial<IResolvable>).resolve !== "function" && !Object.keys(value).some(canContainToken);
}
