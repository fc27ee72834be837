import { spawnSync } from "node:child_process";
import * as fs from "node:fs";

/** A process, and not another one that has the same process ID later. */
export interface ProcessIdentity {
  readonly pid: number;
  /** The start time, in the notation of the operating system. It is only compared. */
  readonly started: string;
}

const PROC = "/proc";
const HAS_PROC = fs.existsSync(`${PROC}/self/stat`);

function read(file: string): string | undefined {
  try {
    return fs.readFileSync(file, "latin1");
  } catch {
    return undefined;
  }
}

/** `ps` in one language and time zone; undefined if the process does not exist. */
function ps(args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync("ps", args, { encoding: "utf8", env: { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" } });
  return status === 0 ? stdout.trim() : undefined;
}

/**
 * The identity of a running process; undefined if there is none with this ID. A zombie has ended: only its parent has not noticed.
 *
 * @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
export function identityOf(pid: number): ProcessIdentity | undefined {
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
  if (HAS_PROC) {
    const stat = read(`${PROC}/${pid}/stat`);
    // The second field is the name of the executable, which may contain spaces and parentheses.
    const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ") ?? [];
    const [state = "Z", ticks] = [fields[0], fields[19]];
    if (ticks === undefined || "ZXx".includes(state)) return undefined;
    return { pid, started: `${read(`${PROC}/sys/kernel/random/boot_id`)?.trim() ?? "boot"}+${ticks}` };
  }
  const [state = "", started] = /^(\S+)\s+(.+)$/.exec(ps(["-o", "stat=,lstart=", "-p", String(pid)]) ?? "")?.slice(1) ?? [];
  return started === undefined || state.startsWith("Z") ? undefined : { pid, started };
}

/** Whether this very process still runs. */
export function isRunning({ pid, started }: ProcessIdentity): boolean {
  return identityOf(pid)?.started === started;
}

/** Whether the process was started with these consecutive arguments. */
export function hasArguments(pid: number, wanted: readonly string[]): boolean {
  if (!HAS_PROC) return (ps(["-ww", "-o", "args=", "-p", String(pid)]) ?? "").includes(wanted.join(" "));
  const all = (read(`${PROC}/${pid}/cmdline`) ?? "").split("\0");
  return all.some((_, index) => wanted.every((argument, offset) => toLatin1(argument) === all[index + offset]));
}

/** Whether the process was started with this environment variable. False for processes of other users, whose variables are not readable. */
export function hasVariable(pid: number, name: string, value: string): boolean {
  if (!HAS_PROC) return ` ${ps(["-E", "-ww", "-o", "command=", "-p", String(pid)]) ?? ""} `.includes(` ${name}=${value} `);
  return (read(`${PROC}/${pid}/environ`) ?? "").split("\0").includes(toLatin1(`${name}=${value}`));
}

/** /proc is read as bytes. */
function toLatin1(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}

/** All processes that match, except this one. */
export function findProcesses(matches: (pid: number) => boolean): ProcessIdentity[] {
  const listed = HAS_PROC ? fs.readdirSync(PROC) : (ps(["-A", "-o", "pid="]) ?? "").split("\n");
  const pids = listed.map(Number).filter((pid) => Number.isSafeInteger(pid) && pid > 0 && pid !== process.pid);
  return pids.flatMap((pid) => {
    // The identity comes first: if the ID is reused in between, the process that matches is never taken for the earlier one.
    const identity = identityOf(pid);
    return identity && matches(pid) && isRunning(identity) ? [identity] : [];
  });
}
