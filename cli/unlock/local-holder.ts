import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { run } from "../process/run";
import type { Lock } from "../terraform/terraform-errors";

export interface LocalProcess {
  readonly pid: number;
  readonly command: string;
  /** Undefined if it cannot be read. */
  readonly folder: string | undefined;
}

/** Whether a lock was taken on this machine: Terraform writes `user@host`. */
export function isLocal({ who }: Pick<Lock, "who">, host = os.hostname()): boolean {
  return who.slice(who.lastIndexOf("@") + 1) === host;
}

/**
 * The process of this machine that may hold the lock of a stack: Terraform in the folder of the stack. A process whose folder cannot be read may
 * hold it too.
 */
export function holderOf(stack: string, processes: readonly LocalProcess[]): LocalProcess | undefined {
  return processes.find(({ folder }) => folder === undefined || path.basename(folder) === stack);
}

/** The running processes of Terraform, or of the engine in TERRAFORM_BINARY_NAME. */
export async function terraformProcesses(program = process.env.TERRAFORM_BINARY_NAME ?? "terraform"): Promise<LocalProcess[]> {
  const { stdout } = await run("ps", ["-A", "-o", "pid=,args="], { cwd: os.tmpdir() });
  const found = parseProcesses(stdout, path.basename(program)).map((one) => ({ ...one, folder: folderOf(one.pid) }));
  return found.flatMap(({ folder, ...one }) => (folder === null ? [] : [{ ...one, folder }]));
}

export function parseProcesses(text: string, program: string): { readonly pid: number; readonly command: string }[] {
  return text.split("\n").flatMap((line) => {
    const [, pid = "", command = ""] = /^\s*(\d+)\s+(.*)$/.exec(line) ?? [];
    const [executable = ""] = command.split(" ");
    return path.basename(executable) === program ? [{ pid: Number(pid), command }] : [];
  });
}

/** On Linux; unknown on other systems. Null if the process has ended since it was listed. */
function folderOf(pid: number): string | undefined | null {
  try {
    return fs.readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return fs.existsSync("/proc/self") && !fs.existsSync(`/proc/${pid}`) ? null : undefined;
  }
}
