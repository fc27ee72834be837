import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { ensureVenv } from "../../cli/local/venv";
import type { Paths } from "../../cli/paths";
import { Problem } from "../../cli/problem";
import { run } from "../../cli/process/run";

/** Installs the pinned ShellCheck in .terrace, unless it is installed, and returns its executable. */
export async function provideShellcheck(paths: Paths): Promise<string> {
  const venv = path.join(paths.home, "shellcheck", "venv");
  const python = path.join(venv, path.relative(paths.venv, paths.python));
  const requirements = path.join(paths.root, "tools", "checks", "requirements.txt");
  await ensureVenv({ ...paths, venv, python }, process.env.TERRACE_PYTHON ?? "python3", { of: "ShellCheck", requirements });
  return path.join(path.dirname(python), process.platform === "win32" ? "shellcheck.exe" : "shellcheck");
}

/** ShellCheck's findings in Bash scripts, with the scripts' names, one line each. Ignores the user's settings. */
export async function lintShell(program: string, scripts: Readonly<Record<string, string>>): Promise<string[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "shell-"));
  try {
    const names = Object.keys(scripts);
    const files = names.map((_, index) => path.join(folder, `${index}.sh`));
    for (const [index, name] of names.entries()) fs.writeFileSync(files[index] ?? "", `${scripts[name] ?? ""}\n`);
    const options = ["--norc", "--shell=bash", "--format=gcc", "--enable=quote-safe-variables"];
    const { code, stdout, stderr } = await run(program, [...options, ...files], { cwd: folder });
    if (code > 1) throw new Problem(`ShellCheck failed:\n${stderr || stdout}`);
    const nameOf = (line: string) => line.replace(/^.*?(\d+)\.sh:/, (_, index: string) => `${names[Number(index)] ?? ""}:`);
    return stdout.split("\n").filter(Boolean).map(nameOf);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
