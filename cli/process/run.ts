import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as readline from "node:readline";

export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** A file that receives all output of the process. */
  readonly log?: string;
  /** Interrupts the process with one SIGINT, so that Terraform releases its locks. The process receives none from the terminal: two would kill it. */
  readonly signal?: AbortSignal;
  /** Called for each line of standard output as it is printed. */
  readonly onLine?: (line: string) => void;
}

/** Runs a command until it exits. It does not throw for a nonzero exit code: the caller checks it. */
export function run(program: string, args: readonly string[], options: RunOptions): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ["ignore", "pipe", "pipe"],
      detached: options.signal !== undefined,
    });
    const log = options.log ? fs.createWriteStream(options.log) : undefined;
    const output = { stdout: "", stderr: "" };
    if (options.onLine) readline.createInterface({ input: child.stdout }).on("line", options.onLine);
    for (const name of ["stdout", "stderr"] as const) {
      child[name].setEncoding("utf8").on("data", (text: string) => {
        output[name] += text;
        log?.write(text);
      });
    }
    const stop = () => child.kill("SIGINT");
    options.signal?.addEventListener("abort", stop, { once: true });
    child.on("error", reject);
    child.on("close", (code) => {
      options.signal?.removeEventListener("abort", stop);
      log?.end();
      resolve({ code: code ?? 1, ...output });
    });
  });
}

/** The end of a text, for an error message. */
export function lastLines(text: string, count: number): string {
  return text.trimEnd().split("\n").slice(-count).join("\n");
}
