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
  /** A file that gets all that the program prints, as it prints it. */
  readonly log?: string;
  /** Ends the program: by one SIGINT, so that Terraform releases its locks. It gets none from the terminal: two would cut it off. */
  readonly signal?: AbortSignal;
  /** Is told of each line of its standard output as it comes. */
  readonly onLine?: (line: string) => void;
}

/** Runs a program to its end. It does not throw for an exit code: that is the caller's to judge. */
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
