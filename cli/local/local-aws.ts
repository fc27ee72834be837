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
  /** The server stops when this process ends. Without it, the server keeps running after its starter. */
  readonly parentPid?: number;
}

/** The content of the ready file; undefined if it is incomplete. */
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

/** True if a local AWS responds at this address and is the process in the ready file. */
async function isHealthy(server: LocalAws): Promise<boolean> {
  try {
    const response = await fetch(`${server.url}/_terrace/health`, { signal: AbortSignal.timeout(5000) });
    const health = (await response.json()) as { pid?: unknown };
    return response.ok && health.pid === server.pid;
  } catch {
    return false;
  }
}

/** The local AWS of an earlier run, if it still responds. */
export async function findLocalAws(paths: Paths): Promise<LocalAws | undefined> {
  const server = readReadyFile(paths);
  return server && (await isHealthy(server)) ? server : undefined;
}

/** The server's uptime: its ready file is written once, when it starts. */
export function ageSeconds(paths: Paths): number {
  return (Date.now() - fs.statSync(paths.readyFile).mtimeMs) / 1000;
}

export async function startLocalAws(paths: Paths, options: StartOptions = {}): Promise<LocalAws> {
  fs.mkdirSync(path.dirname(paths.readyFile), { recursive: true });
  fs.mkdirSync(paths.logs, { recursive: true });
  fs.rmSync(paths.readyFile, { force: true });
  fs.rmSync(paths.serverLog, { force: true });
  const output = fs.openSync(paths.serverOutput, "w");
  const server = [path.join(paths.package, "local-aws", "server.py"), "--port", "0", "--ready-file", paths.readyFile];
  const files = ["--pid-file", paths.pidFile, "--log-file", paths.serverLog];
  const limits = ["--lifetime", String(options.lifetimeSeconds ?? LIFETIME_SECONDS)];
  const parent = options.parentPid === undefined ? [] : ["--parent-pid", String(options.parentPid)];
  const child = spawn(paths.python, [...server, ...files, ...limits, ...parent], {
    cwd: paths.root,
    detached: true,
    stdio: ["ignore", output, output],
  });
  fs.closeSync(output);
  let ended: string | undefined;
  child.on("error", (error) => (ended = error.message));
  child.on("exit", (code) => (ended ??= `it exited with code ${code}`));
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
  const reason = ended() ?? `it did not respond within ${START_SECONDS} seconds`;
  throw new Problem(
    `The local AWS did not start: ${reason}.\n${lastLines(fs.readFileSync(paths.serverOutput, "utf8"), 15)}\n\nIts log: ${paths.serverOutput}`,
  );
}

/** True if the process is the local AWS of this folder, by its health endpoint or, if it hangs, by its command line. */
async function isLocalAws(paths: Paths, server: LocalAws): Promise<boolean> {
  if (await isHealthy(server)) return true;
  const { code, stdout } = await run("ps", ["-o", "args=", "-p", String(server.pid)], { cwd: paths.root });
  return code === 0 && stdout.includes("server.py") && stdout.includes(paths.readyFile);
}

export type Stopped = { readonly stopped: true; readonly pid: number } | { readonly stopped: false; readonly reason: string };

/** Stops the local AWS by its process ID, after verifying that the process is the local AWS. */
export async function stopLocalAws(paths: Paths): Promise<Stopped> {
  const server = readReadyFile(paths);
  if (!server) return { stopped: false, reason: "no local AWS of this folder is running" };
  if (!(await isLocalAws(paths, server))) {
    fs.rmSync(paths.readyFile, { force: true });
    return { stopped: false, reason: `the local AWS had already stopped; process ${server.pid} is not the local AWS and was not stopped` };
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
