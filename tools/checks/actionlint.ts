import * as fs from "node:fs";
import * as path from "node:path";
import type { Paths } from "../../cli/paths";
import { Problem } from "../../cli/problem";
import { lastLines, run, type Finished } from "../../cli/process/run";

/** actionlint, built from its source: Go checks what it fetches against its public log of checksums, and nothing of it is anybody's binary. */
const MODULE = "github.com/rhysd/actionlint/cmd/actionlint";
export const ACTIONLINT_VERSION = "1.7.12";

/** Without ShellCheck and Pyflakes, which one machine has and another has not: a step of ours is a command, no script. */
const ALONE = ["-shellcheck=", "-pyflakes=", "-no-color"];

/** Runs a program; undefined where there is none of that name. */
type Try = (program: string, args: readonly string[], env?: NodeJS.ProcessEnv) => Promise<Finished | undefined>;

const tryOn =
  (root: string): Try =>
  (program, args, env = {}) =>
    run(program, args, { cwd: root, env: { ...process.env, ...env } }).catch(() => undefined);

/**
 * The program to lint workflows with: the one on the PATH if it is of this version, or one that Go builds once below .terrace.
 *
 * @throws Problem where there is neither.
 */
export async function provideActionlint({ root, home }: Pick<Paths, "root" | "home">, attempt: Try = tryOn(root)): Promise<string> {
  const folder = path.join(home, "actionlint", ACTIONLINT_VERSION);
  const built = path.join(folder, process.platform === "win32" ? "actionlint.exe" : "actionlint");
  if (fs.existsSync(built)) return built;
  const found = await attempt("actionlint", ["-version"]);
  if (found?.stdout.startsWith(ACTIONLINT_VERSION) || found?.stdout.startsWith(`v${ACTIONLINT_VERSION}`)) return "actionlint";
  const installed = await attempt("go", ["install", `${MODULE}@v${ACTIONLINT_VERSION}`], { GOBIN: folder, CGO_ENABLED: "0", GOFLAGS: "" });
  if (installed?.code === 0) return built;
  throw new Problem(
    [
      "The workflows cannot be checked: there is no actionlint.",
      `  needed    actionlint ${ACTIONLINT_VERSION}, or Go to build it with`,
      `  found     ${found ? `actionlint ${found.stdout.split("\n")[0] ?? ""}` : "no actionlint"}, ${installed ? "a Go that did not build it" : "no Go"}`,
      "  fix:https://go.dev/doc/install, or `brew install actionlint`, or the release of this version from https://github.com/rhysd/actionlint/releases",
      ...(installed ? [lastLines(installed.stderr, 10)] : []),
    ].join("\n"),
  );
}

/** What actionlint says of workflows, a line for each mistake. */
export async function lintWorkflows(program: string, root: string, files: readonly string[] = []): Promise<string[]> {
  const { code, stdout, stderr } = await run(program, [...ALONE, "-oneline", ...files], { cwd: root });
  if (code > 1) throw new Problem(`actionlint failed:\n${stderr || stdout}`);
  return stdout.split("\n").filter(Boolean);
}
