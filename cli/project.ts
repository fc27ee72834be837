import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import { isProject, type Project } from "../project/project";
import { packageRoot, PACKAGE } from "./package-root";
import { Problem } from "./problem";

/** A project is the folder of the nearest cdktf.json. */
export const PROJECT_FILE = "cdktf.json";
export const ENVIRONMENTS_FILE = "environments/index.ts";

/** Packages that a project's environments share with Terrace, so they are not bundled. */
const SHARED = [PACKAGE, "cdktf", "constructs", "@cdktf/*"];

/**
 * The folder of the project that contains a folder.
 *
 * @throws Problem if it is in none.
 */
export function projectRoot(from = process.cwd()): string {
  for (let folder = path.resolve(from); ; folder = path.dirname(folder)) {
    if (fs.existsSync(path.join(folder, PROJECT_FILE))) return folder;
    if (path.dirname(folder) === folder) break;
  }
  throw new Problem(
    [
      "This folder is not in a Terrace project.",
      `  received  ${path.resolve(from)}`,
      `  allowed   a folder with ${PROJECT_FILE}, or a folder in it`,
      "  fix       Change to the folder of your project, or create a project here: npx --no-install terrace init",
    ].join("\n"),
  );
}

/**
 * Loads the environments of a project, as their files are now: a changed file is loaded again.
 *
 * @throws Problem if the file is missing, if it has a syntax error, if it throws, or if it does not define a project.
 */
export function loadProject(root = projectRoot()): Project {
  if (!fs.existsSync(path.join(root, ENVIRONMENTS_FILE)))
    throw new Problem(
      [
        `The project has no ${ENVIRONMENTS_FILE}.`,
        `  received  ${root}`,
        `  allowed   a file ${ENVIRONMENTS_FILE} that defines the environments`,
        `  fix       Add it: import { defineProject } from "${PACKAGE}"; export default defineProject({ environments: { … } });`,
      ].join("\n"),
    );
  const { default: project } = runEnvironments(root);
  if (isProject(project)) return project;
  throw new Problem(
    [
      `${ENVIRONMENTS_FILE} does not define a project.`,
      `  received  ${project === undefined ? "no default export" : `a default export of type ${typeof project}`}`,
      "  allowed   a default export of defineProject({ environments: { … } })",
      `  fix       End the file with: export default defineProject({ environments: { … } });`,
    ].join("\n"),
  );
}

/** The exports of the bundled environments/index.ts. */
function runEnvironments(root: string): { readonly default?: unknown } {
  const program = { root, entry: ENVIRONMENTS_FILE, external: SHARED };
  const { bundle, buildErrorLines, locationOf, runWithoutExit } = bundler();
  let bundled: ReturnType<typeof bundle>;
  try {
    bundled = bundle(program);
  } catch (error) {
    const lines = buildErrorLines(error);
    if (!lines) throw error;
    throw new Problem([`${ENVIRONMENTS_FILE} cannot be loaded.`, ...lines.map((line) => `  ${line}`)].join("\n"));
  }
  try {
    return runWithoutExit(bundled) as { readonly default?: unknown };
  } catch (error) {
    // Not `instanceof`: in tests, the bundle runs in another context than the test.
    const { message = String(error) } = error as Partial<Error>;
    const location = locationOf(program, bundled, error);
    throw new Problem(`${ENVIRONMENTS_FILE} cannot be loaded.\n  ${location === undefined ? "" : `${location}: `}${message}`);
  }
}

/** Loaded from the package by its path, because it is not compiled and not bundled. */
function bundler() {
  const file = path.join(packageRoot(), "bin", "bundle.cjs");
  return createRequire(file)(file) as typeof import("../bin/bundle.cjs");
}
