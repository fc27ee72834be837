import { append } from "../checks/counts.cjs";
import { pytestCounts } from "../checks/pytest-counts";
import { ensureVenv } from "../../cli/local/venv";
import { pathsOf } from "../../cli/paths";
import { runCommand } from "../../cli/problem";
import { run } from "../../cli/process/run";

/** npm run test:local-aws: runs the tests of the local AWS's additions to moto. */
runCommand(async () => {
  const paths = pathsOf(process.cwd());
  await ensureVenv(paths, process.env.TERRACE_PYTHON ?? "python3");
  const cache = `${paths.home}/pytest`;
  const args = ["-m", "pytest", "-q", "-o", `cache_dir=${cache}`, "local-aws/tests", ...process.argv.slice(2)];
  const { code, stdout, stderr } = await run(paths.python, args, { cwd: paths.root });
  console.log((stdout + stderr).trimEnd());
  append(pytestCounts(stdout));
  return code;
});
