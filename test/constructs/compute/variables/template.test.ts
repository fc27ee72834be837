import { isUrl, parseTemplate } from "../../../../constructs/compute/variables/template";

const writer = { name: "main", attribute: "writer" };

describe("parseTemplate", () => {
  test.each([
    ["", []],
    ["info", ["info"]],
    ["{main.writer}", [writer]],
    ["host={main.writer} port={main.port}", ["host=", writer, " port=", { name: "main", attribute: "port" }]],
    ["{main.writer}{main.writer}", [writer, writer]],
    ["{my-db2.writer-2}", [{ name: "my-db2", attribute: "writer-2" }]],
  ])("parses %j", (value, template) => {
    expect(parseTemplate(value)).toEqual(template);
  });

  test.each([
    '{"a":{"b":1}}',
    '{"a.b":"c"}',
    "{main}",
    "{main.writer.x}",
    "{Main.writer}",
    "{main.}",
    "{.writer}",
    "{ main.writer }",
    "{0.1}",
    "${main.writer}",
    "#{main.writer}",
    "%{main.writer}",
    "{{main.writer}}",
    "{{ main.writer }}",
    "{http.request.host}",
    "C:\\{main}",
  ])("keeps %s as literal text", (value) => {
    expect(parseTemplate(value)).toEqual([value]);
  });

  test("removes the backslash of an escaped reference, and no other one", () => {
    expect(parseTemplate("\\{main.writer} \\n {main.writer}")).toEqual(["{main.writer} \\n ", writer]);
  });
});

test.each([
  ["postgres://{main.writer}", true],
  ["jdbc:postgresql://{main.writer}", true],
  ["db+postgresql://{main.writer}", true],
  ["host={main.writer}", false],
  ["{emails.url}", false],
  ["see https://{main.writer}", false],
])("%s is a URL: %s", (value, expected) => {
  expect(isUrl(parseTemplate(value))).toBe(expected);
});
