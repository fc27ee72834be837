import { readFileSync } from "node:fs";
import { join } from "node:path";
import { generatedSections, renew } from "../../tools/docs/sections";

const root = join(__dirname, "../..");

test("the generated parts of the README are current (npm run docs renews them)", () => {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  expect(renew(readme, generatedSections(root))).toBe(readme);
});

test("a part whose markers are missing is an error that names it", () => {
  expect(() => renew("# Title\n", { fields: "x" })).toThrow('README.md has no part between "<!-- fields -->" and "<!-- /fields -->"');
});

test("what stands around a part stays as it is", () => {
  const ignored = (content: string) =>
    `# Title\n\n<!-- a -->\n<!-- prettier-ignore-start -->\n\n${content}\n\n<!-- prettier-ignore-end -->\n<!-- /a -->\n\nrest\n`;
  expect(renew("# Title\n\n<!-- a -->\n<!-- /a -->\n\nrest\n", { a: "old" })).toBe(ignored("old"));
  expect(renew(ignored("old"), { a: "new" })).toBe(ignored("new"));
});
