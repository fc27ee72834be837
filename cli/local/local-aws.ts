import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Paths } from "../paths";
import { Problem } from "../problem";
import { lastLines } from "../process/run";
import { serverEnvironment } from "./environment";
import { findLocalAws, stopServers, type OwnServer } from "./own-server";

export const LIFETIME_SECONDS = 7200;
const START_SECONDS = 90;

export interface StartOptions {
  readonly lifetimeSeconds?: number;
  /** The server stops when this process ends. Without it, the server keeps running after its starter. */
  readonly parentPid?: number;
}

/** The server's uptime: its ready file is written once, when it starts. */
export function ageSeconds(paths: Paths): number {
  return (Date.now() - fs.statSync(paths.readyFile).mtimeMs) / 1000;
}

/** Starts a local AWS without data. Ends servers of earlier runs first, because one of them may hang or may still be starting. */
export async function startLocalAws(paths: Paths, options: StartOptions = {}): Promise<OwnServer> {
  await stopServers(paths);
  fs.mkdirSync(path.dirname(paths.readyFile), { recursive: true });
  fs.mkdirSync(paths.logs, { recursive: true });
  fs.rmSync(paths.serverLog, { force: true });
  const output = fs.openSync(paths.serverOutput, "w");
  const server = [path.join(paths.package, "local-aws", "server.py"), "--port", "0", "--ready-file", paths.readyFile];
  const files = ["--pid-file", paths.pidFile, "--log-file", paths.serverLog];
  const limits = ["--lifetime", String(options.lifetimeSeconds ?? LIFETIME_SECONDS)];
  const parent = options.parentPid === undefined ? [] : ["--parent-pid", String(options.parentPid)];
  const child = spawn(paths.python, [...server, ...files, ...limits, ...parent], {
    cwd: paths.root,
    env: serverEnvironment(process.env),
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

async function waitUntilReady(paths: Paths, ended: () => string | undefined): Promise<OwnServer> {
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

export type Stopped = { readonly stopped: true; readonly pids: readonly number[] } | { readonly stopped: false; readonly reason: string };

/** Stops the local AWS of this folder, and nothing else. */
export async function stopLocalAws(paths: Paths): Promise<Stopped> {
  const pids = await stopServers(paths);
  return pids.length > 0 ? { stopped: true, pids } : { stopped: false, reason: "no local AWS of this folder is running" };
}
