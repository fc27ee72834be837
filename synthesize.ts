import { rejectedBy, rejectedText } from "./cli/limits/check";
import { readDocuments } from "./cli/synthesis/resources";
import { readStacks } from "./cli/synthesis/synthesized";
import { load } from "./config/load";
import { withRecords } from "./config/records";
import { environmentsWith, type Project } from "./project/project";
import { readRecords } from "./project/records";

/**
 * Synthesizes all environments of a project, or only one with `ENVIRONMENT=prod`. It is the only statement of main.ts, which runs in the folder
 * of the project. Warnings and errors are printed to standard error; with errors nothing is synthesized, and the exit code is 1. It is also 1 if
 * the stacks exceed a quota that AWS does not raise.
 *
 * @example synthesize(project);
 */
export function synthesize(project: Project): void {
  const { ENVIRONMENT } = process.env;
  const environments = withRecords(environmentsWith(project, ENVIRONMENT), readRecords(process.cwd(), ENVIRONMENT));
  const loaded = load(environments, ENVIRONMENT);
  process.stderr.write(loaded.report);
  if (!loaded.ok) {
    process.exitCode = 1;
    return;
  }
  /* eslint-disable @typescript-eslint/no-require-imports -- Constructs are loaded only when they are needed. */
  const { App } = require("cdktf") as typeof import("cdktf");
  const { definePlatform } = require("./stacks/platform") as typeof import("./stacks/platform");
  /* eslint-enable @typescript-eslint/no-require-imports */
  const app = new App();
  loaded.platforms.forEach((platform) => definePlatform(app, platform));
  app.synth();
  const exceeded = rejectedBy(readDocuments(readStacks(app.outdir)), loaded.platforms);
  if (exceeded.length === 0) return;
  process.stderr.write(`${rejectedText(exceeded)}\n`);
  process.exitCode = 1;
}
