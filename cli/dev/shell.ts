import { spawn } from "node:child_process";
import * as os from "node:os";
import { exportLines, localVariables, shellEnvironment, unsetLines } from "../local/environment";
import { findLocalAws } from "../local/own-server";
import type { Paths } from "../paths";
import { Problem } from "../problem";
import { chooseProvider } from "../terraform/provider";

/** The variables of the running local AWS. */
async function variables(paths: Paths): Promise<{ readonly url: string; readonly values: Record<string, string> }> {
  const server = await findLocalAws(paths);
  if (!server) throw new Problem("No local AWS of this folder is running.\n  fix: start one with: npx --no-install terrace dev");
  return { url: server.url, values: localVariables(server, (await chooseProvider(paths)).cliConfig) };
}

/** Lines that a shell evaluates: they set the variables of the local AWS, and unset variables that would lead elsewhere. */
export async function shellLines(paths: Paths, env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const { values } = await variables(paths);
  return [...unsetLines(env, values), exportLines(values)].join("\n");
}

/** terrace dev shell: the user's shell, in which Terraform, cdktf and the AWS tools use the local AWS. Returns the shell's exit code. */
export async function openShell(paths: Paths, say: (line: string) => void, env: NodeJS.ProcessEnv = process.env): Promise<number> {
  const { url, values } = await variables(paths);
  const program = (process.platform === "win32" ? env.ComSpec : env.SHELL) ?? (process.platform === "win32" ? "cmd.exe" : "/bin/sh");
  say(`Terraform, cdktf and the AWS tools in this shell use the local AWS at ${url}. Leave the shell with: exit`);
  return new Promise((resolve, reject) => {
    const child = spawn(program, [], { stdio: "inherit", env: shellEnvironment(env, values) });
    // Ctrl-C is for the commands in the shell.
    const ignore = () => undefined;
    process.on("SIGINT", ignore);
    child.on("error", ({ message }) =>
      reject(new Problem(`The shell ${program} cannot be started: ${message}.\n  fix: set the variable SHELL`)),
    );
    child.on("close", (code, signal) => {
      process.off("SIGINT", ignore);
      resolve(code ?? 128 + (signal ? (os.constants.signals[signal] ?? 0) : 1));
    });
  });
}
