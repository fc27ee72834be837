import * as fs from "node:fs";
import * as path from "node:path";
import { ensureVenv } from "../local/venv";
import type { Paths } from "../paths";
import { Problem } from "../problem";
import { lastLines, run } from "../process/run";
import { CANARY, CANARY_STACK, checkovInput } from "./checkov-input";
import { type Checked, type CheckovReport, readReport } from "./checkov-report";
import type { Documents } from "../synthesis/resources";

/** Paths with Checkov's virtual environment, which has the versions from requirements.txt. */
export function checkovPaths(paths: Paths): Paths {
  const venv = path.join(paths.home, "policy", "venv");
  return { ...paths, venv, python: path.join(venv, path.relative(paths.venv, paths.python)) };
}

/** Variables of the shell that configure Checkov. They are not passed on. */
const FOREIGN = /^(CKV_|CHECKOV_|BC_|PRISMA_)/;

/** Sets HOME to the working folder, because a `.checkov.yaml` in the user's home could disable checks. */
export function checkovEnvironment(base: NodeJS.ProcessEnv, home: string): NodeJS.ProcessEnv {
  const kept = Object.fromEntries(Object.entries(base).filter(([name]) => !FOREIGN.test(name)));
  return { ...kept, HOME: home, USERPROFILE: home, LOG_LEVEL: "ERROR", PYTHONUTF8: "1" };
}

/** Installs the pinned version of Checkov if it is missing. */
export async function ensureCheckov(paths: Paths): Promise<void> {
  await ensureVenv(checkovPaths(paths), process.env.TERRACE_PYTHON ?? "python3", {
    of: "Checkov",
    requirements: path.join(paths.package, "cli", "policy", "requirements.txt"),
  });
}

/**
 * Runs Checkov on stacks, with the checks of its package and without network access.
 *
 * @throws Problem if Checkov cannot be installed, fails, or could not parse its input.
 */
export async function runCheckov(paths: Paths, documents: Documents): Promise<Checked> {
  const own = checkovPaths(paths);
  await ensureCheckov(paths);
  const folder = path.join(paths.home, "policy", `stacks-${process.pid}`);
  try {
    for (const [stack, document] of [...documents, [CANARY_STACK, CANARY.stack] as const]) {
      fs.mkdirSync(path.join(folder, stack), { recursive: true });
      fs.writeFileSync(path.join(folder, stack, "cdk.tf.json"), JSON.stringify(checkovInput(document), undefined, 1));
    }
    const args = ["-m", "checkov.main", "--directory", folder, "--framework", "terraform_json", "--output", "json", "--compact"];
    // --soft-fail: findings are reviewed here. --skip-download: no checks from the network.
    const options = { cwd: folder, env: checkovEnvironment(process.env, folder) };
    const { code, stdout, stderr } = await run(own.python, [...args, "--quiet", "--soft-fail", "--skip-download"], options);
    if (code !== 0) throw new Problem(`Checkov failed.\n\n${lastLines(stderr || stdout, 15)}`);
    return readReport(JSON.parse(stdout) as CheckovReport, documents);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
