import * as fs from "node:fs";
import * as path from "node:path";
import { ensureVenv } from "../local/venv";
import type { Paths } from "../paths";
import { Problem } from "../problem";
import { lastLines, run } from "../process/run";
import { CANARY, CANARY_STACK, checkovInput } from "./checkov-input";
import { type Checked, type CheckovReport, readReport } from "./checkov-report";
import type { Documents } from "./resources";

/** Where Checkov lives: a virtual environment of its own, with what requirements.txt beside this pins. */
export function checkovPaths(paths: Paths): Paths {
  const venv = path.join(paths.home, "policy", "venv");
  return { ...paths, venv, python: path.join(venv, path.relative(paths.venv, paths.python)) };
}

/** What a person's shell may hold that tells Checkov what to leave out, or whom to tell. */
const FOREIGN = /^(CKV_|CHECKOV_|BC_|PRISMA_)/;

/** Its home is where it works: a `.checkov.yaml` in the person's could leave checks out. */
export function checkovEnvironment(base: NodeJS.ProcessEnv, home: string): NodeJS.ProcessEnv {
  const kept = Object.fromEntries(Object.entries(base).filter(([name]) => !FOREIGN.test(name)));
  return { ...kept, HOME: home, USERPROFILE: home, LOG_LEVEL: "ERROR", PYTHONUTF8: "1" };
}

/** Installs Checkov, where it is not there as pinned. */
export async function ensureCheckov(paths: Paths): Promise<void> {
  await ensureVenv(checkovPaths(paths), process.env.TERRACE_PYTHON ?? "python3", {
    of: "Checkov",
    requirements: path.join(paths.root, "cli", "policy", "requirements.txt"),
  });
}

/**
 * Checkov over stacks. It asks nobody anything: checks are those of its package, and it neither sends nor fetches.
 *
 * @throws Problem if it cannot be installed, fails, or has not read what it was given.
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
    // Findings are judged here, so they are no failure of its own; and it must not call home for more checks.
    const options = { cwd: folder, env: checkovEnvironment(process.env, folder) };
    const { code, stdout, stderr } = await run(own.python, [...args, "--quiet", "--soft-fail", "--skip-download"], options);
    if (code !== 0) throw new Problem(`Checkov failed.\n\n${lastLines(stderr || stdout, 15)}`);
    return readReport(JSON.parse(stdout) as CheckovReport, documents);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
