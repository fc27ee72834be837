import * as path from "node:path";
import { openly, quietly, type Step } from "../checks/steps";
import { testEnvironment } from "../checks/test-environment";
import { pathsOf, type Paths } from "../../cli/paths";
import { runCommand } from "../../cli/problem";

/**
 * npm test: format, lint, types and tests; the cheap checks run in parallel with the tests. Each check caches its results in .terrace, so the next
 * run checks only changed files.
 */
function tool(paths: Paths, name: string, program: string, ...args: string[]): Step {
  return { name, program: path.join(paths.root, "node_modules", ".bin", program), args };
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
