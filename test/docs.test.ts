import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { RULES } from "../config/rules";

const root = join(__dirname, "..");

/** All inline `code` of a document. */
const codeOf = (document: string) => [...readFileSync(join(root, document), "utf8").matchAll(/`([^`\n]+)`/g)].map(([, code]) => code ?? "");

describe("docs/aws-constraints.md", () => {
  const code = codeOf("docs/aws-constraints.md");

  test("names only existing tests and files", () => {
    const files = code.filter((text) => /^[\w./-]+\.ts$/.test(text));
    expect(files.length).toBeGreaterThan(80);
    const missing = files.filter((file) => !existsSync(join(root, file)) && !existsSync(join(root, "test/constructs", file)));
    expect(missing).toEqual([]);
  });

  test("names only existing rules", () => {
    const rules = code.filter((text) => /^[a-z]+\.[a-z]+(-[a-z]+)*$/.test(text));
    expect(rules.length).toBeGreaterThan(20);
    expect(rules.filter((id) => !RULES.some((rule) => rule.id === id))).toEqual([]);
  });
});

test("links between documents point to existing files", () => {
  const documents = [
    "README.md",
    "local-aws/README.md",
    ...readdirSync(join(root, "docs"))
      .filter((file) => file.endsWith(".md"))
      .map((file) => `docs/${file}`),
  ];
  const broken = documents.flatMap((document) =>
    [...readFileSync(join(root, document), "utf8").matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)]
      .map(([, target]) => join(document, "..", target ?? ""))
      .filter((target) => !existsSync(join(root, target)))
      .map((target) => `${document} → ${target}`),
  );
  expect(broken).toEqual([]);
});
