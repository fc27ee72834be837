import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { packageRoot } from "../package-root";
import { run, type Finished } from "../process/run";
import type { DeployEvent } from "../terraform/terraform-line";
import { CdktfLogReader } from "./cdktf-log";

export interface CdktfRun {
  readonly command: "deploy" | "destroy";
  readonly stacks: string;
  /** Skips stacks that the others depend on: they are up to date. @default false */
  readonly alone?: boolean;
  readonly root: string;
  readonly output: string;
  readonly logs: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
}

/** Concurrent stacks, and concurrent resources of a stack. Nearly all of the time is spent waiting, so both are generous. */
export const CONCURRENT_STACKS = 4;
const CONCURRENT_RESOURCES = 40;
const POLL_MILLISECONDS = 250;

export function cdktfArguments({ command, stacks, output, alone }: Pick<CdktfRun, "command" | "stacks" | "output" | "alone">): string[] {
  const limits = ["--parallelism", String(CONCURRENT_STACKS), "--terraform-parallelism", String(CONCURRENT_RESOURCES)];
  const switches = ["--auto-approve", "--skip-synth", "--skip-provider-lock", "--no-color"];
  return [command, stacks, ...switches, "--output", output, ...limits, ...(alone ? ["--ignore-missing-stack-dependencies"] : [])];
}

export function logFile(logs: string): string {
  return path.join(logs, "cdktf.log");
}

/** The executable of cdktf-cli, which is a dependency of the package: a package manager can install it in a folder that only the package sees. */
export function cdktfProgram(): string {
  const file = createRequire(path.join(packageRoot(), "package.json")).resolve("cdktf-cli/package.json");
  const { bin } = JSON.parse(fs.readFileSync(file, "utf8")) as { readonly bin: { readonly cdktf: string } };
  return path.join(path.dirname(file), bin.cdktf);
}

/** Runs cdktf until it exits, and reports events as they happen. */
export async function runCdktf(options: CdktfRun, onEvent: (event: DeployEvent) => void): Promise<Finished> {
  fs.mkdirSync(options.logs, { recursive: true });
  fs.rmSync(logFile(options.logs), { force: true });
  const reader = new CdktfLogReader();
  const tail = new Tail(logFile(options.logs));
  const state = { ended: false };
  const follow = async () => {
    for (; !state.ended; await sleep(POLL_MILLISECONDS)) reader.read(tail.next()).forEach(onEvent);
    [...reader.read(tail.next()), ...reader.end()].forEach(onEvent);
  };
  const [finished] = await Promise.all([
    run(process.execPath, [cdktfProgram(), ...cdktfArguments(options)], {
      cwd: options.root,
      env: { ...options.env, CDKTF_LOG_FILE_DIRECTORY: options.logs },
      log: path.join(options.logs, `cdktf-${options.command}.out`),
      ...(options.signal && { signal: options.signal }),
    }).finally(() => (state.ended = true)),
    follow(),
  ]);
  return finished;
}

/** Reads the part of a file that was appended since the last read. */
class Tail {
  private offset = 0;
  private readonly decoder = new TextDecoder();

  constructor(private readonly file: string) {}

  next(): string {
    if (!fs.existsSync(this.file)) return "";
    const handle = fs.openSync(this.file, "r");
    try {
      const buffer = Buffer.alloc(Math.max(0, fs.fstatSync(handle).size - this.offset));
      const count = fs.readSync(handle, buffer, 0, buffer.length, this.offset);
      this.offset += count;
      return this.decoder.decode(buffer.subarray(0, count), { stream: true });
    } finally {
      fs.closeSync(handle);
    }
  }
}
