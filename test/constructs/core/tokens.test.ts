import { App, DefaultTokenResolver, Fn, Lazy, StringConcat, TerraformStack, TerraformVariable, Token, Tokenization } from "cdktf";
import fc from "fast-check";
import { tmpdir } from "node:os";
import { Tokens } from "../../../constructs/core/tokens";

const stack = new TerraformStack(new App({ outdir: tmpdir() }), "stack");
const text = new TerraformVariable(stack, "text", { type: "string" });
const list = new TerraformVariable(stack, "list", { type: "list(string)" });

/** Values that contain tokens, in each form that cdktf has. */
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

/** Values that only look like tokens. */
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

/** The result or the error message. */
function outcome(how: (value: unknown) => unknown, value: unknown): unknown {
  try {
    return { value: how(value) };
  } catch (error) {
    return { error: (error as Error).message.split("\n")[0] };
  }
}

test("tokens are resolved as in cdktf", () => {
  for (const value of [...TOKENS, ...PLAIN]) expect(quickly(value)).toEqual(wholly(value));
});

test("some values change, so that the comparison is not empty", () => {
  expect(quickly(text.value)).toBe("${var.text}");
  expect(quickly({ list: list.listValue, n: text.numberValue })).toEqual({ list: "${var.list}", n: "${var.text}" });
});

test("nested values are resolved as in cdktf", () => {
  const leaf = fc.oneof(fc.constantFrom(...TOKENS, ...PLAIN), fc.string(), fc.integer(), fc.double({ noNaN: true }), fc.boolean());
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof({ depthSize: "small" }, leaf, fc.array(tie("tree"), { maxLength: 4 }), fc.dictionary(key, tie("tree"), { maxKeys: 4 })),
  }));
  fc.assert(fc.property(tree, (value) => expect(outcome(quickly, value)).toEqual(outcome(wholly, value))));
});

const key = fc.oneof(fc.string(), fc.constantFrom("subnet_id", text.stringValue, "${TfToken[none]}", "${each.key}"));

test("repeated tokens are resolved to the same value everywhere", () => {
  const { stringValue } = text;
  expect(quickly([stringValue, { [`${stringValue}-key`]: stringValue }, `${stringValue}!`, stringValue])).toEqual(
    wholly([stringValue, { [`${stringValue}-key`]: stringValue }, `${stringValue}!`, stringValue]),
  );
});

test("undefined values leave no key and no list item", () => {
  expect(quickly({ a: undefined, b: [undefined, 1] })).toEqual({ b: [1] });
  expect(Object.keys(quickly({ a: undefined }) as object)).toEqual([]);
});

test.each([
  ["a function", () => 1, /function/i],
  ["a construct", stack, /construct/i],
  ["a list token in a string", `a ${String(list.listValue[0])}`, /tokenized string array/],
])("%s is rejected with cdktf's message", (_, value, words) => {
  expect(() => quickly({ deep: [value] })).toThrow(words);
  expect(() => wholly({ deep: [value] })).toThrow(words);
});
