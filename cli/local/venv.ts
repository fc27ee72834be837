import * as crypto from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import type { Paths } from "../paths";
import { Problem } from "../problem";
import { lastLines, run } from "../process/run";
import { pythonEnvironment } from "./environment";

/** A key of the virtual environment's content: the pinned packages and the Python version. */
export function venvKey(requirements: string, pythonVersion: string): string {
  return crypto.createHash("sha256").update(`${pythonVersion}\n${requirements}`).digest("hex");
}

/**
 * Installs only pinned packages, verified by hash, and builds none: a build would run code and download unpinned packages. pip comes with Python.
 *
 * @see https://pip.pypa.io/en/stable/topics/secure-installs/
 */
export function pipArguments(requirements: string): string[] {
  const quiet = ["--quiet", "--disable-pip-version-check"];
  return ["-m", "pip", "install", ...quiet, "--require-hashes", "--only-binary", ":all:", "-r", requirements];
}

/** The purpose of a virtual environment, for errors, and the file of its pinned packages. */
export interface VenvContents {
  /** @default the local AWS */
  readonly of?: string;
  /** @default the packages of the local AWS */
  readonly requirements?: string;
  /** Called before packages are installed, which takes a while. */
  readonly before?: () => void;
}

/**
 * Creates the virtual environment, unless it is up to date. Returns true if packages were installed.
 */
export async function ensureVenv(paths: Paths, basePython: string, contents: VenvContents = {}): Promise<boolean> {
  const { of = "the local AWS", requirements = path.join(paths.package, "local-aws", "requirements.txt"), before } = contents;
  const version = await mustRun(basePython, ["--version"], paths, "Python did not start");
  const key = venvKey(fs.readFileSync(requirements, "utf8"), version);
  const stamp = path.join(paths.venv, "terrace.sha256");
  if (fs.existsSync(stamp) && fs.existsSync(paths.python) && fs.readFileSync(stamp, "utf8") === key) return false;

  before?.();
  fs.rmSync(paths.venv, { recursive: true, force: true });
  await mustRun(basePython, ["-m", "venv", paths.venv], paths, `could not create a virtual environment in ${paths.venv}`);
  await mustRun(
    paths.python,
    pipArguments(requirements),
    paths,
    `could not install the Python packages of ${of} (pip needs a package index: see \`pip config list\`)`,
  );
  fs.writeFileSync(stamp, key);
  return true;
}

async function mustRun(program: string, args: readonly string[], paths: Paths, problem: string): Promise<string> {
  const { code, stdout, stderr } = await run(program, args, { cwd: paths.root, env: pythonEnvironment(process.env) });
  if (code === 0) return stdout.trim();
  throw new Problem(`Setup failed: ${problem}.\n\n$ ${[program, ...args].join(" ")}\n${lastLines(stderr || stdout, 15)}`);
}
