import * as fs from "node:fs";
import * as path from "node:path";
import { pathsOf, type Paths } from "../../cli/paths";
import { runCommand } from "../../cli/problem";
import { stopSignal } from "../../cli/process/stop-signal";
import { openly, quietly, type Step, type StepOptions } from "../checks/steps";
import { testEnvironment } from "../checks/test-environment";
import { ENVIRONMENTS, NAME } from "../replaced/other-environment";
import { copyReplaced } from "../replaced/replaced-copy";
import { checkStacks } from "../replaced/synthesized-stacks";
import { visibleSuites } from "../replaced/visible-suites";

/**
 * npm run test:replaced: replaces all environments of the repository by one other environment, and removes the tests of the example, in a folder
 * of its own. Types, lint, synthesis and tests must pass there: nothing else depends on the example.
 *
 *     npm run test:replaced                        # the suites whose result can depend on the environments
 *     npm run test:replaced -- --all               # all suites
 *     npm run test:replaced -- test/scenarios      # the suites of a folder
 */
runCommand(async () => {
  const paths = pathsOf(process.cwd());
  // On the disk of node_modules, whose files the copy shares.
  fs.mkdirSync(paths.home, { recursive: true });
  const folder = fs.mkdtempSync(path.join(paths.home, "replaced-"));
  const stopped = stopSignal();
  try {
    await copyReplaced(paths.root, folder, ENVIRONMENTS);
    const passed = await check(pathsOf(folder), process.argv.slice(2), stopped);
    return stopped.aborted ? 130 : passed ? 0 : 1;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});

async function check(copy: Paths, args: readonly string[], signal: AbortSignal): Promise<boolean> {
  // The number of random platforms in .ci/run: they do not depend on the environments.
  const { TERRACE_RANDOM_PLATFORMS: _many, ...env } = await testEnvironment(copy);
  const options: StepOptions = { cwd: copy.root, env, signal };
  const steps = [
    () => quietly(program(copy, "types", "tsc", "--noEmit"), options),
    () => quietly(program(copy, "lint", "eslint", "--max-warnings", "0", "environments", "main.ts"), options),
    () => synthesize(copy, options),
    () => openly(program(copy, "tests", "jest", ...suitesOf(copy, args)), options),
  ];
  const results: boolean[] = [];
  for (const step of steps) results.push(!signal.aborted && (await step()));
  return results.every(Boolean);
}

function suitesOf({ root }: Paths, args: readonly string[]): readonly string[] {
  if (args.includes("--all")) return [];
  return args.length > 0 ? args : ["--runTestsByPath", ...visibleSuites(root)];
}

async function synthesize(copy: Paths, options: StepOptions): Promise<boolean> {
  const output = path.join(copy.home, "replaced-output");
  const step = { name: "synthesis", program: process.execPath, args: ["tools/run.cjs", "main.ts"] };
  const { ENVIRONMENT: _all, ...env } = options.env;
  if (!(await quietly(step, { ...options, env: { ...env, CDKTF_OUTDIR: output } }))) return false;
  return checkStacks(output, NAME);
}

function program(copy: Paths, name: string, command: string, ...args: string[]): Step {
  return { name, program: path.join(copy.root, "node_modules", ".bin", command), args };
}
