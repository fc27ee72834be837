import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import {
  createSourceFile,
  forEachChild,
  isCallExpression,
  isExportDeclaration,
  isImportDeclaration,
  isImportTypeNode,
  isLiteralTypeNode,
  isStringLiteralLike,
  type Node,
  ScriptTarget,
} from "typescript";

/** Nothing of Terrace depends on the environments of this repository. `npm run test:replaced` proves it with other environments. */
const root = join(__dirname, "..");

/** The code of Terrace, and its tests. */
const CODE = ["aws", "bin", "cli", "config", "constructs", "language", "project", "stacks", "tools"];
const files = [...CODE, "test"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((file) => join(folder, file).replaceAll("\\", "/"))
    .filter((file) => /\.[cm]?[jt]s$/.test(file)),
);

function imports(file: string, text: string): readonly string[] {
  return stringsOf(file, text).flatMap(({ value, isImport }) => (isImport && value.startsWith(".") ? [value] : []));
}

/** The strings in a file, without comments. Template literals with values are skipped. */
function stringsOf(file: string, text: string) {
  const found: { readonly value: string; readonly isImport: boolean }[] = [];
  const visit = (node: Node): void => {
    if (isStringLiteralLike(node)) found.push({ value: node.text, isImport: isModule(node) });
    forEachChild(node, visit);
  };
  visit(createSourceFile(file, text, ScriptTarget.Latest, true));
  return found;
}

function isModule({ parent }: Node): boolean {
  if (isImportDeclaration(parent) || isExportDeclaration(parent)) return true;
  if (isLiteralTypeNode(parent)) return isImportTypeNode(parent.parent);
  return isCallExpression(parent) && /^(import|require|require\.resolve)$/.test(parent.expression.getText());
}

const isOfEnvironments = (file: string, specifier: string) =>
  /^environments(\/|$)/.test(relative(root, resolve(root, dirname(file), specifier)).replaceAll("\\", "/"));

function importsOfEnvironments(file: string, text: string): readonly string[] {
  if (!text.includes("environments")) return [];
  return imports(file, text).flatMap((specifier) => (isOfEnvironments(file, specifier) ? [`${file} → ${specifier}`] : []));
}

const read = (file: string) => readFileSync(join(root, file), "utf8");

test("only the tests of the example import the environments of the repository: all others load them like the commands", () => {
  expect(files.length).toBeGreaterThan(900);
  const found = files.flatMap((file) => importsOfEnvironments(file, read(file)));
  expect(found.filter((line) => !line.startsWith("test/example/"))).toEqual([]);
});

test.each([
  ["an import", 'import { dev } from "../../environments/dev";'],
  ["an import of the folder", 'import project from "../../environments";'],
  ["an export", 'export * from "../../environments/index";'],
  ["a type", 'type Dev = import("../../environments/dev").Dev;'],
  ["a dynamic import", 'await import("../../environments");'],
  ["a require", 'const images = require("../../environments/images.json");'],
])("finds %s", (_, text) => {
  expect(importsOfEnvironments("test/config/a.test.ts", text)).toHaveLength(1);
});

test("finds no import of the fixtures, and nothing in a comment", () => {
  const text = 'import { full } from "../fixtures/environments/full"; // import "../../environments/dev"';
  expect(importsOfEnvironments("test/config/a.test.ts", text)).toEqual([]);
});

/** The names of the example's environments. */
const NAMES: readonly string[] = ["dev", "staging", "prod"];

/** Files with such a string that is not the name of an environment of the repository, with the reason. */
const EXAMPLES: Readonly<Record<string, string>> = {
  "cli/add/add-environment.ts": "The example of a name, in an error.",
  "cli/init/answers.ts": "The name of the first environment of a new project, unless another one is given.",
  "cli/verbs/dev.ts": "The verb `terrace dev`.",
  "config/schema/index.ts": "The example in the reference of the field `name`.",
  "tools/commands/test-dev.ts": "The name of a step: the tests of `terrace dev`.",
  "tools/package/new-project.ts": "The verb `terrace dev`.",
};

function namesIn(file: string, text: string): readonly string[] {
  if (!NAMES.some((name) => text.includes(name))) return [];
  return stringsOf(file, text).flatMap(({ value }) => (NAMES.includes(value) ? [value] : []));
}

test("no code of Terrace names an environment", () => {
  const named = files.filter((file) => !file.startsWith("test/") && namesIn(file, read(file)).length > 0);
  expect(named.sort()).toEqual(Object.keys(EXAMPLES).sort());
});

test.each(['const DEFAULT = "staging";', "const name = `prod`;", 'load({ "dev": 1 });'])("finds the name in %s", (text) => {
  expect(namesIn("cli/a.ts", text)).toHaveLength(1);
});
