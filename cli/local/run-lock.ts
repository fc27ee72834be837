import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { Refused } from "../problem";
import { identityOf, isRunning, type ProcessIdentity } from "../process/identity";

/** The run that holds the lock. */
export interface Holder extends ProcessIdentity {
  readonly host: string;
  /** ISO 8601. */
  readonly since: string;
  /** The command as a person would type it. */
  readonly command: string;
}

export interface RunLock {
  /** The killed run whose lock was taken over; undefined if the lock was free. */
  readonly tookOver: Holder | undefined;
  readonly release: () => void;
}

const ATTEMPTS = 20;

function parse(text: string): Holder | undefined {
  try {
    const holder = JSON.parse(text) as Partial<Holder>;
    const { pid, started, host, since, command } = holder;
    const texts = [started, host, since, command];
    return typeof pid === "number" && texts.every((each) => typeof each === "string") ? (holder as Holder) : undefined;
  } catch {
    return undefined;
  }
}

function readText(file: string): string | undefined {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** The run that holds the lock; undefined if it is free or its process has ended. A process of another machine cannot be checked, so it counts as running. */
export function holderOf(file: string): Holder | undefined {
  const holder = parse(readText(file) ?? "");
  return holder && (holder.host !== os.hostname() || isRunning(holder)) ? holder : undefined;
}

/**
 * Takes the lock of a folder, so that only one run changes its local AWS. The lock is a file that is created exclusively, with its whole content.
 * A lock whose process has ended is taken over; the start time distinguishes it from a process that reuses the ID.
 *
 * @throws Problem with the holder if another run has it.
 */
export function takeLock(file: string, command: string, now: Date = new Date()): RunLock {
  const identity = identityOf(process.pid) ?? { pid: process.pid, started: "unknown" };
  const text = `${JSON.stringify({ ...identity, host: os.hostname(), since: now.toISOString(), command } satisfies Holder)}\n`;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  fs.writeFileSync(draft, text);
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (linkNew(draft, file)) return lockOf(file, text, undefined);
      const before = readText(file);
      const holder = holderOf(file);
      if (holder) throw new Refused(heldText(file, holder));
      if (before !== undefined && takeOver(draft, file, text)) return lockOf(file, text, parse(before));
    }
  } finally {
    fs.rmSync(draft, { force: true });
  }
  throw new Refused(`The lock ${file} changes with every attempt to take it, so other runs are starting. Run the command again.`);
}

/** Creates a file with the content of another one. False if it exists. Some file systems have no hard links. */
function linkNew(draft: string, file: string): boolean {
  const copy = () => fs.copyFileSync(draft, file, fs.constants.COPYFILE_EXCL);
  return isNew(() => fs.linkSync(draft, file)) ?? isNew(copy) ?? false;
}

/** False if the file exists, undefined if the operation is not available. */
function isNew(create: () => void): boolean | undefined {
  try {
    create();
    return true;
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return false;
    if (["EPERM", "ENOTSUP", "ENOSYS", "EOPNOTSUPP"].includes(code)) return undefined;
    throw error;
  }
}

/** Replaces a stale lock. Only one run at a time may do so, or a second one would replace the lock of the first. */
function takeOver(draft: string, file: string, text: string): boolean {
  const turn = `${file}.takeover`;
  if (!linkNew(draft, turn)) {
    if (!holderOf(turn)) fs.rmSync(turn, { force: true });
    return false;
  }
  try {
    if (holderOf(file)) return false;
    const next = `${draft}.next`;
    fs.writeFileSync(next, text);
    fs.renameSync(next, file);
  } finally {
    fs.rmSync(turn, { force: true });
  }
  return readText(file) === text;
}

function lockOf(file: string, text: string, tookOver: Holder | undefined): RunLock {
  const release = () => {
    process.off("exit", release);
    if (readText(file) === text) fs.rmSync(file, { force: true });
  };
  process.once("exit", release);
  return { tookOver, release };
}

/** "2026-11-30 18:47:55 UTC" */
function timeText(iso: string): string {
  return iso.replace("T", " ").replace(/(\.\d+)?Z$/, " UTC");
}

export function holderText({ pid, host, since, command }: Holder): string {
  const where = host === os.hostname() ? "" : ` on ${host}`;
  return `${command} (process ${pid}${where}) since ${timeText(since)}`;
}

function heldText(file: string, holder: Holder): string {
  const elsewhere = holder.host !== os.hostname();
  return [
    "Another run uses the local AWS of this folder, and only one can at a time.",
    `  running: ${holderText(holder)}`,
    elsewhere
      ? `  fix: wait until it ends. If it no longer runs on ${holder.host}, delete ${file}.`
      : "  fix: wait until it ends, or end it with: npx --no-install terrace dev stop",
  ].join("\n");
}
