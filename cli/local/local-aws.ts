import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Paths } from "../paths";
import { Problem } from "../problem";
import { lastLines, run } from "../process/run";

export interface LocalAws {
  readonly url: string;
  readonly pid: number;
}

export const LIFETIME_SECONDS = 7200;
const START_SECONDS = 90;

export interface StartOptions {
  readonly lifetimeSeconds?: number;
  /** The server ends when this process does. Without it the server outlives its starter. */
  readonly parentPid?: number;
}

/** What the ready file holds, if it is there and whole. */
export function parseReadyFile(text: string): LocalAws | undefined {
  try {
    const { url, pid } = JSON.parse(text) as Partial<LocalAws>;
    return typeof url === "string" && typeof pid === "number" ? { url, pid } : undefined;
  } catch {
    return undefined;
  }
}

function readReadyFile(paths: Paths): LocalAws | undefined {
  return fs.existsSync(paths.readyFile) ? parseReadyFile(fs.readFileSync(paths.readyFile, "utf8")) : undefined;
}

/** True if a local AWS answers at this address and is the process that the ready file names. */
async function isHealthy(server: LocalAws): Promise<boolean> {
  try {
    const response = await fetch(`${server.url}/_terrace/health`, { signal: AbortSignal.timeout(5000) });
    const health = (await response.json()) as { pid?: unknown };
    return response.ok && health.pid === server.pid;
  } catch {
    return false;
  }
}

/** The local AWS that an earlier run started and that still answers. */
export async function findLocalAws(paths: Paths): Promise<LocalAws | undefined> {
  const server = readReadyFile(paths);
  return server && (await isHealthy(server)) ? server : undefined;
}

/** How long a server has been up: its ready file is written once, when it starts. */
export function ageSeconds(paths: Paths): number {
  return (Date.now() - fs.statSync(paths.readyFile).mtimeMs) / 1000;
}

export async function startLocalAws(paths: Paths, options: StartOptions = {}): Promise<LocalAws> {
  fs.mkdirSync(path.dirname(paths.readyFile), { recursive: true });
  fs.mkdirSync(paths.logs, { recursive: true });
  fs.rmSync(paths.readyFile, { force: true });
  fs.rmSync(paths.serverLog, { force: true });
  const output = fs.openSync(paths.serverOutput, "w");
  const server = [path.join("local-aws", "server.py"), "--port", "0", "--ready-file", paths.readyFile];
  const files = ["--pid-file", paths.pidFile, "--log-file", paths.serverLog];
  const bounds = ["--lifetime", String(options.lifetimeSeconds ?? LIFETIME_SECONDS)];
  const parent = options.parentPid === undefined ? [] : ["--parent-pid", String(options.parentPid)];
  const child = spawn(paths.python, [...server, ...files, ...bounds, ...parent], {
    cwd: paths.root,
    detached: true,
    stdio: ["ignore", output, output],
  });
  fs.closeSync(output);
  let ended: string | undefined;
  child.on("error", (error) => (ended = error.message));
  child.on("exit", (code) => (ended ??= `it ended with exit code ${code}`));
  try {
    return await waitUntilReady(paths, () => ended);
  } catch (error) {
    if (ended === undefined) child.kill("SIGTERM");
    throw error;
  } finally {
    child.unref();
  }
}

async function waitUntilReady(paths: Paths, ended: () => string | undefined): Promise<LocalAws> {
  for (const deadline = Date.now() + START_SECONDS * 1000; Date.now() < deadline; await sleep(100)) {
    const server = await findLocalAws(paths);
    if (server) return server;
    if (ended() !== undefined) break;
  }
  const reason = ended() ?? `it did not answer within ${START_SECONDS} seconds`;
  throw new Problem(
    `The local AWS did not start: ${reason}.\n${lastLines(fs.readFileSync(paths.serverOutput, "utf8"), 15)}\n\nIts log: ${paths.serverOutput}`,
  );
}

/** True if the process is a local AWS of this folder: it says so itself, or its command line does where it hangs. */
async function isOurs(paths: Paths, server: LocalAws): Promise<boolean> {
  if (await isHealthy(server)) return true;
  const { code, stdout } = await run("ps", ["-o", "args=", "-p", String(server.pid)], { cwd: paths.root });
  return code === 0 && stdout.includes("server.py") && stdout.includes(paths.readyFile);
}

export type Stopped = { readonly stopped: true; readonly pid: number } | { readonly stopped: false; readonly reason: string };

/** Ends the local AWS by its own process id, once it is certain whose process that is. */
export async function stopLocalAws(paths: Paths): Promise<Stopped> {
  const server = readReadyFile(paths);
  if (!server) return { stopped: false, reason: "no local AWS of this folder is running" };
  if (!(await isOurs(paths, server))) {
    fs.rmSync(paths.readyFile, { force: true });
    return { stopped: false, reason: `the local AWS had ended already; process ${server.pid} is none of ours and was left alone` };
  }
  process.kill(server.pid, "SIGTERM");
  for (let waited = 0; waited < 100 && isAlive(server.pid); waited++) await sleep(100);
  if (isAlive(server.pid)) process.kill(server.pid, "SIGKILL");
  fs.rmSync(paths.readyFile, { force: true });
  fs.rmSync(paths.pidFile, { force: true });
  return { stopped: true, pid: server.pid };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
