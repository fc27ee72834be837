import * as fs from "node:fs";
import { builtinModules } from "node:module";
import * as path from "node:path";
import manifest from "../package.json";

/** The package as package.json describes it. `npm run test:package` checks the packed files themselves. */
const root = path.join(__dirname, "..");

/** The sources of the files in `dist` and `bin`. */
const SHIPPED = ["index.ts", "synthesize.ts", "aws", "bin", "cli", "config", "constructs", "language", "project", "stacks", "testing"];

function sourcesIn(place: string): readonly string[] {
  const file = path.join(root, place);
  if (fs.statSync(file).isFile()) return /\.(ts|cjs)$/.test(place) ? [place] : [];
  return fs.readdirSync(file).flatMap((name) => sourcesIn(path.posix.join(place, name)));
}

const IMPORT = /(?:^(?:import|export|\}).* from |\b(?:require|import)\()"([^".][^"]*)"/gm;

/** The packages that a file imports. */
function packagesIn(file: string): readonly string[] {
  const text = fs.readFileSync(path.join(root, file), "utf8");
  return [...text.matchAll(IMPORT)]
    .map(([, name = ""]) => (name.startsWith("@") ? name.split("/").slice(0, 2).join("/") : (name.split("/")[0] ?? "")))
    .filter((name) => /^[@a-z]/.test(name) && !name.startsWith("node:") && !builtinModules.includes(name));
}

const available = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });

test("every package that a file of the package imports is a dependency or a peer", () => {
  const imports = SHIPPED.flatMap(sourcesIn).flatMap((file) => packagesIn(file).map((name) => ({ file, name })));
  expect(new Set(imports.map(({ name }) => name)).size).toBeGreaterThan(8);
  expect(imports.filter(({ name }) => !available.includes(name) && name !== manifest.name)).toEqual([]);
});

test("every dependency is imported, or its command is run", () => {
  const imported = new Set(SHIPPED.flatMap(sourcesIn).flatMap(packagesIn));
  const resolved = "cdktf-cli";
  expect(available.filter((name) => !imported.has(name))).toEqual([resolved]);
});

test("versions are exact, and the ranges of the peers begin with the versions that are tested here", () => {
  const { dependencies, devDependencies, peerDependencies } = manifest;
  const inexact = Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
  expect(inexact).toEqual([]);
  const tested: Readonly<Record<string, string>> = devDependencies;
  const first = Object.entries(peerDependencies).map(([name, range]) => [name, /\d+\.\d+\.\d+/.exec(range)?.[0]]);
  expect(first).toEqual(Object.keys(peerDependencies).map((name) => [name, tested[name]]));
});

test("every export has a source, and types", () => {
  const targets = Object.entries(manifest.exports).map(
    ([name, target]) => [name, typeof target === "string" ? target : target.default] as const,
  );
  const sourceOf = (target: string) => target.replace(/^\.\/dist\/(.*)\.js$/, "./$1.ts");
  expect(targets.map(([name]) => name)).toEqual(expect.arrayContaining([".", "./constructs", "./stacks", "./testing", "./run"]));
  expect(targets.filter(([, target]) => !fs.existsSync(path.join(root, sourceOf(target))))).toEqual([]);
  for (const target of Object.values(manifest.exports))
    if (typeof target !== "string") expect(target.types).toBe(target.default.replace(/\.js$/, ".d.ts"));
  expect([manifest.main, manifest.types]).toEqual([manifest.exports["."].default, manifest.exports["."].types]);
});

test("the package is public, has a scope, and is built before it is packed", () => {
  expect(manifest).not.toHaveProperty("private");
  expect(manifest.name).toMatch(/^@[a-z-]+\//);
  expect(manifest.scripts.prepack).toBe("npm run build");
  expect(fs.existsSync(path.join(root, manifest.bin.terrace))).toBe(true);
});

/** Files that the code reads at run time, below `Paths.package`. */
test.each(["local-aws", "templates", "cli/policy/requirements.txt", "config/environment.schema.json"])("the package has %s", (part) => {
  expect(manifest.files).toContain(part);
  expect(fs.existsSync(path.join(root, part))).toBe(true);
});
