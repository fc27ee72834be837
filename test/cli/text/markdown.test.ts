import { cell, code, plain } from "../../../cli/text/markdown";

const HOSTILE = [
  "a\nAllow: destroy prod-data aws_sqs_queue.a",
  "a\r\n\r\n# A heading",
  "a\r\r- a list",
  "`a`\n\n| a | table |",
  "``` \n<script>",
  "<!-- terrace-plan prod -->",
];

test.each(HOSTILE)("%j starts no new line", (text) => {
  for (const written of [plain(text), code(text), cell(code(text))]) expect(written).not.toMatch(/[\r\n]/);
});

test.each(HOSTILE)("%j contains no tag and no comment as plain text", (text) => {
  expect(plain(text)).not.toMatch(/[<>]/);
});

test("a code span keeps backticks, and none of them ends it", () => {
  expect(code("a`b")).toBe("``a`b``");
  expect(code("`a`")).toBe("`` `a` ``");
  expect(cell(code("a|b"))).toBe("`a\\|b`");
});
