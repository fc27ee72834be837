import ts from "typescript";
import { ObjectEditor, applyInsertions } from "../../../cli/source/object-edit";
import { identifierOf, environmentEntry } from "../../../cli/source/identifier";
import { printField, printValue } from "../../../cli/source/print";

function edited(
  text: string,
  edit: (editor: ObjectEditor, object: ts.ObjectLiteralExpression) => ReturnType<ObjectEditor["addField"]>,
): string {
  const editor = new ObjectEditor(ts, "a.ts", text);
  const object = editor.callArgument("f", () => true);
  if (!object) throw new Error("no call");
  return applyInsertions(text, edit(editor, object));
}

test.each([
  ["an empty object", "f({})", "f({ b: { c: 1 } })"],
  ["an object on one line", "f({ a: 1 })", "f({ a: 1, b: { c: 1 } })"],
  ["an object on one line with a trailing comma", "f({ a: 1, })", "f({ a: 1, b: { c: 1 }, })"],
  ["several lines", "f({\n  a: 1,\n});", "f({\n  a: 1,\n  b: { c: 1 },\n});"],
  ["several lines without a trailing comma", "f({\n  a: 1\n});", "f({\n  a: 1,\n  b: { c: 1 },\n});"],
  ["a comment behind the last field", "f({\n  a: 1, // one\n});", "f({\n  a: 1, // one\n  b: { c: 1 },\n});"],
  ["a comment behind a field without comma", "f({\n  a: 1 // one\n});", "f({\n  a: 1, // one\n  b: { c: 1 },\n});"],
  ["comments after the last field", "f({\n  a: 1,\n\n  // b: 2,\n});", "f({\n  a: 1,\n  b: { c: 1 },\n\n  // b: 2,\n});"],
  ["indentation with tabs", "f({\n\ta: 1,\n});", "f({\n\ta: 1,\n\tb: { c: 1 },\n});"],
  ["lines that end as on Windows", "f({\r\n  a: 1,\r\n});\r\n", "f({\r\n  a: 1,\r\n  b: { c: 1 },\r\n});\r\n"],
  ["an assertion", "f({\n  a: 1,\n} as const);", "f({\n  a: 1,\n  b: { c: 1 },\n} as const);"],
  ["an empty object over lines", "f({\n});", "f({\n  b: { c: 1 },\n});"],
])("addField() keeps the form of %s", (_, before, after) => {
  expect(edited(before, (editor, object) => editor.addField(object, "b", { c: 1 }))).toBe(after);
  expect(new ObjectEditor(ts, "a.ts", after).syntaxErrors()).toEqual([]);
});

test("addFieldBefore() precedes the other field and its comments", () => {
  const before = "f({\n  a: 1,\n  // About b.\n  b: 2,\n});";
  expect(edited(before, (editor, object) => editor.addFieldBefore(object, "b", "c", 3))).toBe(
    "f({\n  a: 1,\n  c: 3,\n  // About b.\n  b: 2,\n});",
  );
  expect(edited("f({ b: 2 })", (editor, object) => editor.addFieldBefore(object, "b", "c", 3))).toBe("f({ b: 2, c: 3 })");
});

test("addString() adds to an array, and to nothing else", () => {
  const add = (text: string) =>
    edited(text, (editor, object) => {
      const value = editor.field(object, "uses");
      return (value && editor.addString(value, "x")) ?? [];
    });
  expect(add('f({ uses: ["a"] })')).toBe('f({ uses: ["a", "x"] })');
  expect(add("f({ uses: [] })")).toBe('f({ uses: ["x"] })');
  expect(add('f({ uses: [\n  "a",\n] })')).toBe('f({ uses: [\n  "a",\n  "x",\n] })');
  expect(add("f({ uses: all })")).toBe("f({ uses: all })");
});

test("field() ignores a field that a spread after it may replace; writtenField() does not", () => {
  const editor = new ObjectEditor(ts, "a.ts", "f({ a: 1, ...rest, b: 2 })");
  const object = editor.callArgument("f", () => true);
  if (!object) throw new Error("no call");
  expect([editor.field(object, "a"), editor.field(object, "b")?.getText()]).toEqual([undefined, "2"]);
  expect([editor.writtenField(object, "a")?.getText(), editor.hasSpread(object)]).toEqual(["1", true]);
});

test("insertions at one position stay in their order", () => {
  expect(
    applyInsertions("ab", [
      { at: 1, text: "1" },
      { at: 1, text: "2" },
      { at: 0, text: "0" },
    ]),
  ).toBe("0a12b");
});

test.each([
  ["prod", "prod", "prod"],
  ["new", "newEnvironment", "new: newEnvironment"],
])("the environment %s is in the variable %s", (name, identifier, entry) => {
  expect([identifierOf(name), environmentEntry(name)]).toEqual([identifier, entry]);
});

test.each(Object.getOwnPropertyNames(Object.prototype))("printField() prints a field with the name %s", (name) => {
  expect(printField(name, 1, "")).toEqual([`${name}: 1,`]);
});

test("printValue() quotes only keys that are not identifiers, and breaks long objects", () => {
  expect(printValue({ "us-east-1": {}, a1: ["x", 1], b: undefined })).toBe('{ "us-east-1": {}, a1: ["x", 1] }');
  const long = "x".repeat(60);
  expect(printValue({ a: long, b: { c: long } })).toBe(`{\n  a: "${long}",\n  b: { c: "${long}" },\n}`);
});
