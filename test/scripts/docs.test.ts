import { readFileSync } from "node:fs";
import { join } from "node:path";
import { generatedSections, renew } from "../../scripts/docs/sections";

const root = join(__dirname, "../..");

test("the generated parts of the README are current (npm run docs renews them)", async () => {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  expect(await renew(readme, generatedSections(root))).toBe(readme);
});

test("a part whose markers are missing is an error that names it", async () => {
  await expect(renew("# Title\n", { fields: "x" })).rejects.toThrow(
    'README.md has no part between "<!-- fields -->" and "<!-- /fields -->"',
  );
});

test("what stands around a part stays as it is", async () => {
  const text = "# Title\n\n<!-- a -->\n\nold\n\n<!-- /a -->\n\nrest\n";
  expect(await renew(text, { a: "new" })).toBe("# Title\n\n<!-- a -->\n\nnew\n\n<!-- /a -->\n\nrest\n");
});
