import * as fs from "node:fs";
import * as path from "node:path";
import type { Paths } from "../../cli/paths";
import { Problem } from "../../cli/problem";
import { lastLines, run, type Finished } from "../../cli/process/run";

/** actionlint, built from source: Go verifies downloads against its public checksum database, and no third-party binary runs. */
const MODULE = "github.com/rhysd/actionlint/cmd/actionlint";
export const ACTIONLINT_VERSION = "1.7.12";

/** Without ShellCheck and Pyflakes, which not every machine has: workflow steps are commands, not scripts. */
const ALONE = ["-shellcheck=", "-pyflakes=", "-no-color"];

/** Runs a command; undefined if it is not installed. */
type Try = (program: string, args: readonly string[], env?: NodeJS.ProcessEnv) => Promise<Finished | undefined>;

const tryOn =
  (root: string): Try =>
  (program, args, env = {}) =>
    run(program, args, { cwd: root, env: { ...process.env, ...env } }).catch(() => undefined);

/**
 * The actionlint executable: the one on the PATH if it has this version, or one that Go builds once in .terrace.
 *
 * @throws Problem if neither is available.
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
      "The workflows cannot be checked: actionlint was not found.",
      `  needed    actionlint ${ACTIONLINT_VERSION}, or Go to build it with`,
      `  found     ${found ? `actionlint ${found.stdout.split("\n")[0] ?? ""}` : "no actionlint"}, ${installed ? "Go, but the build failed" : "no Go"}`,
      "  fix: https://go.dev/doc/install, or `brew install actionlint`, or the release of this version from https://github.com/rhysd/actionlint/releases",
      ...(installed ? [lastLines(installed.stderr, 10)] : []),
    ].join("\n"),
  );
}

/** actionlint's findings in workflows, one line each. */
export async function lintWorkflows(program: string, root: string, files: readonly string[] = []): Promise<string[]> {
  const { code, stdout, stderr } = await run(program, [...ALONE, "-oneline", ...files], { cwd: root });
  if (code > 1) throw new Problem(`actionlint failed:\n${stderr || stdout}`);
  return stdout.split("\n").filter(Boolean);
}
