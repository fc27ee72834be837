import * as fs from "node:fs";
import * as path from "node:path";
import { openly, quietly, type Step } from "../checks/steps";
import { pathsOf, type Paths } from "../../cli/paths";
import { runCommand } from "../../cli/problem";
import { chooseProvider } from "../../cli/terraform/provider";

/**
 * npm test: format, lint, types and tests; the cheap checks run in parallel with the tests. Each check caches its results in .terrace, so the next
 * run checks only changed files.
 */
function tool(paths: Paths, name: string, program: string, ...args: string[]): Step {
  return { name, program: path.join(paths.root, "node_modules", ".bin", program), args };
}

/** The environment for Terraform in tests: with a provider that is available on this machine, cached in .terrace. */
async function testEnvironment(paths: Paths): Promise<NodeJS.ProcessEnv> {
  const { cliConfig } = await chooseProvider(paths);
  const { TF_CLI_CONFIG_FILE: _unchecked, ...env } = process.env;
  const TF_PLUGIN_CACHE_DIR = process.env.TF_PLUGIN_CACHE_DIR ?? path.join(paths.home, "plugin-cache");
  fs.mkdirSync(TF_PLUGIN_CACHE_DIR, { recursive: true });
  return { ...env, TF_PLUGIN_CACHE_DIR, CHECKPOINT_DISABLE: "1", ...(cliConfig !== undefined && { TF_CLI_CONFIG_FILE: cliConfig }) };
}

runCommand(async () => {
  const paths = pathsOf(process.cwd());
  const options = { cwd: paths.root, env: await testEnvironment(paths) };
  const cache = (name: string) => ["--cache", "--cache-strategy", "content", "--cache-location", path.join(paths.home, name)];
  const inTurn = async () => {
    const format = await quietly(tool(paths, "format", "prettier", "--check", "--log-level", "warn", ...cache("prettier"), "."), options);
    const types = await quietly(tool(paths, "types", "tsc", "--noEmit"), options);
    const lint = await quietly(tool(paths, "lint", "eslint", "--max-warnings", "0", ...cache("eslint"), "."), options);
    return format && types && lint;
  };
  const tests = openly(tool(paths, "tests", "jest", ...process.argv.slice(2)), options);
  const results = await Promise.all([inTurn(), tests]);
  return results.every(Boolean) ? 0 : 1;
});
