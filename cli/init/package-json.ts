import { Problem } from "../problem";

/** The parts of package.json that init reads and writes. */
export interface PackageJson {
  readonly name?: string;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

/** Packages that a project uses itself. Terrace was tested with these versions. */
const TOOLS = ["@swc/core", "@swc/jest", "@types/jest", "@types/node", "cdktf-cli", "jest", "typescript"] as const;

/** The script of `npm init -y`, which only fails. */
const PLACEHOLDER = 'echo "Error: no test specified" && exit 1';

const SCRIPTS = { test: "tsc --noEmit && jest" } as const;

const JEST = {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  testTimeout: 300_000,
  transform: { "^.+\\.ts$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } }] },
} as const;

/**
 * The project's package.json: the existing one with the fields that a project requires. Existing values stay.
 *
 * @param existing the current content; undefined if there is no file.
 * @param terrace package.json of the installed Terrace.
 */
export function mergedPackage(existing: string | undefined, project: string, terrace: PackageJson): string {
  const before = existing === undefined ? { name: project, version: "0.1.0" } : parsed(existing);
  const { scripts = {}, dependencies = {}, devDependencies = {} } = before;
  const test = scripts.test === undefined || scripts.test === PLACEHOLDER ? SCRIPTS.test : scripts.test;
  const name = terrace.name ?? "";
  const isKnown = name in dependencies || name in devDependencies;
  const after = {
    ...before,
    private: before.private ?? true,
    scripts: { ...scripts, test },
    jest: before.jest ?? JEST,
    dependencies: isKnown ? dependencies : sortedRecord({ ...dependencies, [name]: String(terrace.version) }),
    devDependencies: sortedRecord({ ...versionsOf(terrace), ...devDependencies }),
  };
  return `${JSON.stringify(after, null, 2)}\n`;
}

function versionsOf({ dependencies = {}, devDependencies = {} }: PackageJson): Readonly<Record<string, string>> {
  const versions = { ...devDependencies, ...dependencies };
  return Object.fromEntries(
    TOOLS.map((tool) => {
      const version = versions[tool];
      if (version === undefined) throw new Error(`the package.json of Terrace has no version of ${tool}`);
      return [tool, version] as const;
    }),
  );
}

function parsed(text: string): PackageJson {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as PackageJson;
  throw new Problem("package.json is not a JSON object.\n  fix       Correct the file, or delete it: terrace init writes a new one.");
}

function sortedRecord(record: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
