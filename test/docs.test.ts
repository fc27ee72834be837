import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { transpileModule } from "typescript";
import { load } from "../config/load";
import { RULES } from "../config/rules";
import { verbAt } from "../cli/entry/parse";
import { VERBS } from "../cli/verbs";
import { callsIn, isFormerName, parsedVerb } from "./support/scripts";
import { environments } from "./fixtures/environments/photofeed";

const root = join(__dirname, "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

/** Every Markdown document of the repository. */
const documents = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "--deduplicate", "*.md"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\n")
  .filter((path) => path !== "" && existsSync(join(root, path)));

describe("docs/aws-constraints.md", () => {
  const code = [...read("docs/aws-constraints.md").matchAll(/`([^`\n]+)`/g)].map(([, text]) => text ?? "");

  test("names existing tests and files", () => {
    const files = code.filter((text) => /^[\w./-]+\.ts$/.test(text));
    expect(files.length).toBeGreaterThan(80);
    const missing = files.filter((file) => !existsSync(join(root, file)) && !existsSync(join(root, "test/constructs", file)));
    expect(missing).toEqual([]);
  });

  test("names existing rules", () => {
    const rules = code.filter((text) => /^[a-z]+\.[a-z]+(-[a-z]+)*$/.test(text));
    expect(rules.length).toBeGreaterThan(20);
    expect(rules.filter((id) => !RULES.some((rule) => rule.id === id))).toEqual([]);
  });
});

test("README.md has at most 200 lines", () => {
  expect(read("README.md").trimEnd().split("\n").length).toBeLessThanOrEqual(200);
});

/** Files of the example: test/example checks links to them. */
const isOfExample = (target: string) => target.startsWith("environments/");

describe("links", () => {
  const links = documents.flatMap((document) =>
    [...withoutCode(read(document)).matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]*))?\)/g)].map(([, path = "", anchor]) => ({
      document,
      target: path === "" ? document : normalize(join(dirname(document), path)),
      anchor,
    })),
  );

  test("lead to files of the repository", () => {
    expect(links.length).toBeGreaterThan(100);
    const broken = links.filter(({ target }) => target.startsWith("..") || (!isOfExample(target) && !existsSync(join(root, target))));
    expect(broken.map(({ document, target }) => `${document} → ${target}`)).toEqual([]);
  });

  test("lead to headings of their document", () => {
    const anchored = links.flatMap(({ anchor, ...link }) =>
      anchor === undefined || !link.target.endsWith(".md") ? [] : [{ ...link, anchor }],
    );
    expect(anchored.length).toBeGreaterThan(10);
    const broken = anchored.filter(({ target, anchor }) => existsSync(join(root, target)) && !anchorsOf(read(target)).has(anchor));
    expect(broken.map(({ document, target, anchor }) => `${document} → ${target}#${anchor}`)).toEqual([]);
  });

  test("lead to every document in docs/ from its index", () => {
    const index = ["docs/README.md", "docs/runbooks/README.md", "docs/reference/README.md", "docs/decisions/README.md"];
    const linked = new Set(links.filter(({ document }) => index.includes(document)).map(({ target }) => target));
    const unlinked = documents.filter((path) => path.startsWith("docs/") && path !== "docs/README.md" && !linked.has(path));
    expect(unlinked).toEqual([]);
  });
});

describe("commands", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  /** The changelog lists earlier names. */
  const current = documents.filter((path) => path !== "CHANGELOG.md");

  test("are scripts of package.json", () => {
    const used = current.flatMap((document) =>
      [...read(document).matchAll(/npm run (?:-s |--silent )?([\w:-]+)/g)].map(([, name = ""]) => ({ document, name })),
    );
    expect(used.length).toBeGreaterThan(20);
    expect(used.filter(({ name }) => !(name in scripts))).toEqual([]);
  });

  const calls = current.flatMap((document) => callsIn(read(document)).map((words) => ({ document, words })));

  test.each(calls)("$document: terrace $words is valid", ({ words }) => {
    expect(() => parsedVerb(words)).not.toThrow();
  });

  test("are verbs, where they are named without arguments", () => {
    const named = current.flatMap((document) =>
      [...read(document).matchAll(/`terrace ([a-z][a-z -]*)/g)].map(([, words = ""]) => ({ document, words: words.trim() })),
    );
    expect(named.length).toBeGreaterThan(20);
    const groups = VERBS.map(({ name }) => name.split(" ")[0] ?? "");
    expect(named.filter(({ words }) => !verbAt(VERBS, words.split(" ")) && !groups.includes(words))).toEqual([]);
  });

  test("have no earlier name", () => {
    const used = current.flatMap((document) =>
      [...read(document).matchAll(/npm run (?:-s |--silent )?([\w:-]+)/g)].map(([, name = ""]) => name),
    );
    expect(used.filter(isFormerName)).toEqual([]);
  });
});

test("the output of npm start in the documents has the texts that the commands print", () => {
  const output = ["README.md", "docs/guides/local-aws.md"]
    .map((path) => /<!-- start-output -->([\s\S]*?)<!-- \/start-output -->/.exec(read(path))?.[1] ?? "")
    .join("\n");
  const texts = [...output.matchAll(/^[A-Z][\w']* [a-z']+/gm)].map(([text]) => text);
  expect(texts.length).toBeGreaterThan(7);
  const sources = execFileSync("git", ["grep", "-h", "", "--", "cli/*.ts"], { cwd: root, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  expect(texts.filter((text) => !sources.includes(text))).toEqual([]);
});

describe("environments in the guides", () => {
  const samples = documents
    .filter((path) => path === "README.md" || path.startsWith("docs/guides/"))
    .flatMap((document) =>
      [...read(document).matchAll(/^( *)```ts\n([\s\S]*?)^ *```$/gm)]
        .map(([, , code = ""]) => code)
        // Complete files are the example environments, which `npm run docs` copies.
        .filter((code) => !/^\s*import /.test(code))
        .map((code) => ({ document, code, title: code.trim().split("\n")[0] })),
    );

  test("exist", () => {
    expect(samples.length).toBeGreaterThan(5);
  });

  test.each(samples)("are valid: $document, $title", ({ code }) => {
    // Each line of a sample with two alternatives is one of them.
    const parts = /\/\/ \w+$/m.test(code) ? code.trim().split("\n") : [code];
    for (const part of parts) {
      const loaded = load({ prod: merge(environments.prod, fieldsOf(part)) });
      expect(loaded.ok ? "" : loaded.report).toBe("");
    }
  });
});

/** The fields of an environment in a sample. `images` is a field of `delivery`. */
function fieldsOf(code: string): Readonly<Record<string, unknown>> {
  const { outputText } = transpileModule(`module.exports = (github) => ({ ${code} });`, {});
  const exported: { exports?: (github: unknown) => Record<string, unknown> } = {};
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const run = new Function("module", outputText) as (module: unknown) => void;
  run(exported);
  const { images, ...fields } = exported.exports?.(environments.prod.delivery) ?? {};
  return images === undefined ? fields : { ...fields, delivery: { images } };
}

function merge(base: unknown, changes: unknown): unknown {
  if (!isObject(base) || !isObject(changes)) return changes;
  return { ...base, ...Object.fromEntries(Object.entries(changes).map(([key, value]) => [key, merge(base[key], value)])) };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The anchors that GitHub gives the headings of a document. */
function anchorsOf(text: string): ReadonlySet<string> {
  const headings = [...withoutFences(text).matchAll(/^#{1,6} (.*)$/gm)].map(([, heading = ""]) => heading);
  const slugs = headings.map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .trim()
      .replaceAll(" ", "-"),
  );
  return new Set(slugs);
}

function withoutFences(text: string): string {
  return text.replaceAll(/^ *```[\s\S]*?^ *```$/gm, "");
}

function withoutCode(text: string): string {
  return withoutFences(text).replaceAll(/`[^`\n]*`/g, "`");
}
