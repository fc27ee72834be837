import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { referencePages } from "../../config/reference";
import { environmentSchema } from "../../config/schema";
import { generatedDocuments, REFERENCE_FOLDER } from "../../tools/docs/documents";
import { renew } from "../../tools/docs/sections";

const root = join(__dirname, "../..");
const documents = generatedDocuments(root);

describe("npm run docs", () => {
  test.each(Object.keys(documents))("%s is current (npm run docs writes it)", (path) => {
    expect(existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : "missing").toBe(documents[path]);
  });

  test("writes every file of the reference folder", () => {
    const files = readdirSync(join(root, REFERENCE_FOLDER)).map((file) => `${REFERENCE_FOLDER}/${file}`);
    expect(files.filter((file) => !(file in documents))).toEqual([]);
  });

  test("writes one page per field that has fields of its own, with a link from the page of the environment", () => {
    const [environment, ...others] = referencePages();
    expect(environment?.name).toBe("environment");
    expect(others.map(({ name }) => name).filter((name) => !(name in environmentSchema.shape))).toEqual([]);
    const links = [...(environment?.markdown ?? "").matchAll(/\]\((\w+)\.md\)/g)].map(([, name]) => name);
    expect(links).toEqual(others.map(({ name }) => name));
    expect(environment?.markdown).not.toContain("see below");
  });
});

describe("renew()", () => {
  test("throws an error that names a section without markers, and its document", () => {
    expect(() => renew("docs/a.md", "# Title\n", { fields: "x" })).toThrow(
      'docs/a.md has no section between "<!-- fields -->" and "<!-- /fields -->"',
    );
  });

  test("keeps the text around a section", () => {
    const ignored = (content: string) =>
      `# Title\n\n<!-- a -->\n<!-- prettier-ignore-start -->\n\n${content}\n\n<!-- prettier-ignore-end -->\n<!-- /a -->\n\nrest\n`;
    expect(renew("a.md", "# Title\n\n<!-- a -->\n<!-- /a -->\n\nrest\n", { a: "old" })).toBe(ignored("old"));
    expect(renew("a.md", ignored("old"), { a: "new" })).toBe(ignored("new"));
  });
});
