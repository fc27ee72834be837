import { App, DefaultTokenResolver, Fn, Lazy, StringConcat, TerraformStack, TerraformVariable, Token, Tokenization } from "cdktf";
import fc from "fast-check";
import { tmpdir } from "node:os";
import { Tokens } from "../../../constructs/core/tokens";

const stack = new TerraformStack(new App({ outdir: tmpdir() }), "stack");
const text = new TerraformVariable(stack, "text", { type: "string" });
const list = new TerraformVariable(stack, "list", { type: "list(string)" });

/** What stands for more than it seems to, in each of the ways that cdktf has. */
const TOKENS: readonly unknown[] = [
  text.value,
  text.stringValue,
  `before ${text.stringValue} after`,
  text.numberValue,
  `${text.numberValue}`,
  list.listValue,
  Fn.element(list.listValue, 1),
  Fn.join(",", list.listValue),
  Token.asList(list.value),
  Token.asNumberList(list.value),
  Token.asStringMap(text.value),
  Token.asAnyMap(text.value),
  { ...Token.asStringMap(text.value) },
  Lazy.stringValue({ produce: () => text.stringValue }),
  Lazy.anyValue({ produce: () => ({ nested: [text.stringValue, undefined], none: undefined }) }),
  Lazy.listValue({ produce: () => ["a"] }),
  Lazy.numberValue({ produce: () => 5 }),
  Token.asString(undefined),
  { resolve: () => "a token without a class" },
];

/** What only looks like it. */
const PLAIN: readonly unknown[] = [
  "${aws_vpc.main.id}",
  "%{ if true }x%{ endif }",
  'a "quoted" \\ text\n',
  "5e-3f 1e5 1e+5 -1.88e+289",
  "]}",
  -5,
  -123_456_788,
  0.5,
  Number.MAX_SAFE_INTEGER,
  1e300,
  null,
  true,
  new Date(0),
];

const options = { scope: stack, preparing: false };
const quickly = (value: unknown): unknown => new Tokens(options).resolve(value);
const wholly = (value: unknown): unknown =>
  Tokenization.resolve(value, { ...options, resolver: new DefaultTokenResolver(new StringConcat()) });

/** What comes of it, or why nothing does. */
function outcome(how: (value: unknown) => unknown, value: unknown): unknown {
  try {
    return { value: how(value) };
  } catch (error) {
    return { error: (error as Error).message.split("\n")[0] };
  }
}

test("what stands for more is resolved as cdktf does", () => {
  for (const value of [...TOKENS, ...PLAIN]) expect(quickly(value)).toEqual(wholly(value));
});

test("some of it is not what it was: the test compares something", () => {
  expect(quickly(text.value)).toBe("${var.text}");
  expect(quickly({ list: list.listValue, n: text.numberValue })).toEqual({ list: "${var.list}", n: "${var.text}" });
});

test("whatever is in whatever is resolved as cdktf does", () => {
  const leaf = fc.oneof(fc.constantFrom(...TOKENS, ...PLAIN), fc.string(), fc.integer(), fc.double({ noNaN: true }), fc.boolean());
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof({ depthSize: "small" }, leaf, fc.array(tie("tree"), { maxLength: 4 }), fc.dictionary(key, tie("tree"), { maxKeys: 4 })),
  }));
  fc.assert(fc.property(tree, (value) => expect(outcome(quickly, value)).toEqual(outcome(wholly, value))));
});

const key = fc.oneof(fc.string(), fc.constantFrom("subnet_id", text.stringValue, "${TfToken[none]}", "${each.key}"));

test("what occurs again is resolved again alike, in its place", () => {
  const { stringValue } = text;
  expect(quickly([stringValue, { [`${stringValue}-key`]: stringValue }, `${stringValue}!`, stringValue])).toEqual(
    wholly([stringValue, { [`${stringValue}-key`]: stringValue }, `${stringValue}!`, stringValue]),
  );
});

test("what is undefined leaves no key and no place in a list", () => {
  expect(quickly({ a: undefined, b: [undefined, 1] })).toEqual({ b: [1] });
  expect(Object.keys(quickly({ a: undefined }) as object)).toEqual([]);
});

test.each([
  ["a function", () => 1, /function/i],
  ["a construct", stack, /construct/i],
  ["a list token in a text", `a ${String(list.listValue[0])}`, /tokenized string array/],
])("%s is refused in cdktf's words", (_, value, words) => {
  expect(() => quickly({ deep: [value] })).toThrow(words);
  expect(() => wholly({ deep: [value] })).toThrow(words);
});
