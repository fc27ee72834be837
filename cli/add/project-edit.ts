import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import type * as TypeScript from "typescript";
import { load } from "../../config/load";
import { Problem, UsageProblem } from "../problem";
import { loadEnvironments } from "../environment";

/** New texts of files, by path below the project's folder. */
export type Changes = Readonly<Record<string, string>>;

/** The project's own TypeScript compiler, which parses its files. */
export function typescriptOf(root: string): typeof TypeScript {
  try {
    return createRequire(path.join(root, "package.json"))("typescript") as typeof TypeScript;
  } catch {
    throw new Problem("The project has no TypeScript compiler, which edits its files.\n  fix       npm install --save-dev typescript");
  }
}

/**
 * Writes the changes, and restores all files if an environment is not valid with them.
 *
 * @throws UsageProblem with the errors of the environment.
 */
export function applyChanges(root: string, changes: Changes, environment: string): void {
  const files = Object.keys(changes).map((file) => path.join(root, file));
  const before = files.map((file) => (fs.existsSync(file) ? fs.readFileSync(file, "utf8") : undefined));
  const restore = () =>
    files.forEach((file, index) => {
      const text = before[index];
      if (text === undefined) fs.rmSync(file, { force: true });
      // A file that could not be written cannot be restored either.
      else if (fs.readFileSync(file, "utf8") === text) return;
      else fs.writeFileSync(file, text);
    });
  try {
    for (const [file, text] of Object.entries(changes)) fs.writeFileSync(path.join(root, file), text);
    const loaded = load(loadEnvironments(environment, root), environment);
    if (!loaded.ok) throw new UsageProblem(loaded.report.trimEnd());
  } catch (error) {
    restore();
    if (!(error instanceof Problem)) throw error;
    const Kind = error instanceof UsageProblem ? UsageProblem : Problem;
    throw new Kind(`The environment would not be valid. Nothing was changed.\n${error.message}`);
  }
}
