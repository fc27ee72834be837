import { holds, like } from "./conditions";

test.each([
  ["abc", "abc", true],
  ["abc", "ABC", false],
  ["abc", "a*", true],
  ["a", "a*", true],
  ["a/b:c", "a*c", true],
  ["abc", "a?c", true],
  ["ac", "a?c", false],
  ["a.c", "a.c", true],
  ["abc", "a.c", false],
  ["xabc", "abc", false],
  ["a\nb", "a*", true],
])("%j matches %j: %s", (value, pattern, expected) => expect(like(value, pattern)).toBe(expected));

test.each([
  [{ StringEquals: { "k:a": "1" } }, { "k:a": "1" }, true],
  [{ StringEquals: { "K:A": "1" } }, { "k:a": "1" }, true],
  [{ StringEquals: { "k:a": "v" } }, { "k:a": "V" }, false],
  [{ StringEquals: { "k:a": "*" } }, { "k:a": "1" }, false],
  [{ StringEquals: { "k:a": ["1", "2"] } }, { "k:a": "2" }, true],
  [{ StringEquals: { "k:a": "1", "k:b": "1" } }, { "k:a": "1" }, false],
  [{ StringEquals: { "k:a": "1" }, StringLike: { "k:b": "x*" } }, { "k:a": "1", "k:b": "y" }, false],
  [{ StringLike: { "k:a": "*" } }, {}, false],
  [{ StringNotEquals: { "k:a": "1" } }, {}, true],
  [{ StringNotEquals: { "k:a": ["1", "2"] } }, { "k:a": "2" }, false],
  [{ StringNotLike: { "k:a": "1*" } }, { "k:a": "21" }, true],
  [{ ArnNotLike: { "k:a": "arn:*" } }, { "k:a": "arn:1" }, false],
  [{ StringEqualsIfExists: { "k:a": "1" } }, {}, true],
  [{ StringEqualsIfExists: { "k:a": "1" } }, { "k:a": "2" }, false],
  [{ Null: { "k:a": "true" } }, {}, true],
  [{ Null: { "k:a": "true" } }, { "k:a": "1" }, false],
  [{ Null: { "k:a": "false" } }, { "k:a": "1" }, true],
  [{ Null: { "k:a": "true" } }, { "k:a": [] }, true],
  [{ "ForAllValues:StringEquals": { "k:a": ["1", "2"] } }, { "k:a": ["1", "2"] }, true],
  [{ "ForAllValues:StringEquals": { "k:a": "1" } }, { "k:a": ["1", "2"] }, false],
  [{ "ForAllValues:StringEquals": { "k:a": "1" } }, {}, true],
  [{ "ForAllValues:StringNotEquals": { "k:a": "1" } }, { "k:a": ["2", "3"] }, true],
  [{ "ForAllValues:StringNotEquals": { "k:a": "1" } }, { "k:a": ["2", "1"] }, false],
  [{ "ForAnyValue:StringEquals": { "k:a": "1" } }, { "k:a": ["2", "1"] }, true],
  [{ "ForAnyValue:StringLike": { "k:a": "1*" } }, { "k:a": ["2", "3"] }, false],
  [{ "ForAnyValue:StringEquals": { "k:a": "1" } }, {}, false],
  [undefined, {}, true],
] as const)("%j for %j: %s", (condition, context, expected) => expect(holds(condition, context)).toBe(expected));

test("rejects an unsupported operator", () => {
  expect(() => holds({ NumericEquals: { "k:a": "1" } }, {})).toThrow("unsupported operator");
  expect(() => holds({ "ForEachValue:StringLike": { "k:a": "1" } }, {})).toThrow("unsupported operator");
});

test("rejects several values for a single-valued operator", () => {
  expect(() => holds({ StringEquals: { "k:a": "1" } }, { "k:a": ["1", "2"] })).toThrow("accepts a single value, received 1, 2");
});
