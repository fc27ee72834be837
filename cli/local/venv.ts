import * as crypto from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import type { Paths } from "../paths";
import { Problem } from "../problem";
import { lastLines, run } from "../process/run";

/** What decides about the content of the virtual environment: the pinned packages and the Python that made it. */
export function venvKey(requirements: string, pythonVersion: string): string {
  return crypto.createHash("sha256").update(`${pythonVersion}\n${requirements}`).digest("hex");
}

/**
 * Packages are those that were pinned, byte for byte, and none is built here: a build would run code, and fetch more that nobody has pinned.
 * pip itself comes with Python.
 *
 * @see https://pip.pypa.io/en/stable/topics/secure-installs/
 */
export function pipArguments(requirements: string): string[] {
  const quiet = ["--quiet", "--disable-pip-version-check"];
  return ["-m", "pip", "install", ...quiet, "--require-hashes", "--only-binary", ":all:", "-r", requirements];
}

/** What a virtual environment is for, in words, and the file of its pinned packages. */
export interface VenvContents {
  readonly of: string;
  readonly requirements: string;
}

/**
 * Makes a virtual environment, or leaves it alone where it is as it should be. True where something was installed.
 *
 * @param contents by default those of the local AWS.
 */
export async function ensureVenv(paths: Paths, basePython: string, contents?: VenvContents): Promise<boolean> {
  const { of, requirements } = contents ?? { of: "the local AWS", requirements: path.join(paths.root, "local-aws", "requirements.txt") };
  const version = await mustRun(basePython, ["--version"], paths, "Python does not start");
  const key = venvKey(fs.readFileSync(requirements, "utf8"), version);
  const stamp = path.join(paths.venv, "terrace.sha256");
  if (fs.existsSync(stamp) && fs.existsSync(paths.python) && fs.readFileSync(stamp, "utf8") === key) return false;

  fs.rmSync(paths.venv, { recursive: true, force: true });
  await mustRun(basePython, ["-m", "venv", paths.venv], paths, `no virtual environment could be made in ${paths.venv}`);
  await mustRun(
    paths.python,
    pipArguments(requirements),
    paths,
    `${of}'s Python packages could not be installed (pip needs a package index: see \`pip config list\`)`,
  );
  fs.writeFileSync(stamp, key);
  return true;
}

async function mustRun(program: string, args: readonly string[], paths: Paths, complaint: string): Promise<string> {
  const { code, stdout, stderr } = await run(program, args, { cwd: paths.root });
  if (code === 0) return stdout.trim();
  throw new Problem(`Set-up failed: ${complaint}.\n\n$ ${[program, ...args].join(" ")}\n${lastLines(stderr || stdout, 15)}`);
}
