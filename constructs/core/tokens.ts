import { DefaultTokenResolver, type IResolvable, type ResolveOptions, StringConcat, Token, Tokenization } from "cdktf";

/** A token in a text. */
const TOKEN = /\$\{TfToken\[[\w:.-]+\]\}/g;

const resolver = new DefaultTokenResolver(new StringConcat());

/**
 * `Tokenization.resolve`, which looks at every value in five ways, for those values alone that can hold a token, and for each text once.
 * Most of what a platform consists of is plain: this is where most of the time of a synthesis went (`docs/performance.md`).
 *
 * @example
 * const tokens = new Tokens({ scope: stack, preparing: false });
 * tokens.resolve({ vpcId: vpc.id, tags: { Name: "main" } }); // { vpcId: "${aws_vpc.main.id}", tags: { Name: "main" } }
 */
export class Tokens {
  private readonly texts = new Map<string, unknown>();
  private readonly options: ResolveOptions;

  /** @param options where values are resolved, and whether what one stack needs of another may be made now. */
  public constructor(options: Omit<ResolveOptions, "resolver">) {
    this.options = { ...options, resolver };
  }

  /** @throws what `Tokenization.resolve` throws, for instance for a function or a construct where a value should be. */
  public resolve(value: unknown): unknown {
    if (typeof value === "string") return mayStandForMore(value) ? this.text(value) : value;
    if (typeof value === "number") return isPlainNumber(value) ? value : this.whole(value);
    if (Array.isArray(value)) return value.every(isNoListToken) ? this.list(value) : this.whole(value);
    if (value === undefined || value === null || typeof value === "boolean") return value;
    return isPlainObject(value) ? this.object(value) : this.whole(value);
  }

  private text(text: string): unknown {
    if (!this.texts.has(text)) this.texts.set(text, this.inParts(text) ?? this.whole(text));
    return this.texts.get(text);
  }

  /**
   * A text with tokens in it, each of which is resolved once for all texts. cdktf searches all that is left of a text behind each of its
   * tokens: for a dashboard, with hundreds of them, that was a tenth of a synthesis.
   *
   * Undefined for what cdktf must see whole: a token alone, which may stand for what is no text; tokens within an expression (`${…}`), which
   * have no braces of their own there; and numbers.
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

/** Tokens of texts, lists and maps, and escapes, have a brace; a number's token in a text is of a vast size; and two names stand for maps. */
function mayStandForMore(text: string): boolean {
  return text.includes("{") || text.includes("e+") || text === Token.STRING_MAP_TOKEN_VALUE || text === Token.ANY_MAP_TOKEN_VALUE;
}

/** Tokens are numbers of vast size, and the one that stands for a map is negative. */
function isPlainNumber(value: number): boolean {
  return value >= 0 && value <= Number.MAX_SAFE_INTEGER;
}

/** A list that stands for another has one element, which says so. */
function isNoListToken(value: unknown): boolean {
  return typeof value === "string" ? !value.includes("TfToken[") : typeof value !== "number" || isPlainNumber(value);
}

/** Neither a token nor anything else that has methods, and no key that is one. */
function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  return typeof (value as Partial<IResolvable>).resolve !== "function" && !Object.keys(value).some(mayStandForMore);
}
