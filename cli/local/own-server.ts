import * as fs from "node:fs";
import * as http from "node:http";
import type { Paths } from "../paths";
import { Refused } from "../problem";
import { endProcesses } from "../process/end-process";
import { findProcesses, hasArguments, identityOf, isRunning, type ProcessIdentity } from "../process/identity";

/** The content of the ready file. Nothing in it is trusted before it is verified. */
export interface Announced {
  readonly url: string;
  readonly pid: number;
}

const HEALTH_MILLISECONDS = 5_000;
const GRACE_MILLISECONDS = 10_000;

/** Only this module can create an OwnServer. */
const KEY = Symbol("verified");

/**
 * A handle to the local AWS that this folder started. Operations that delete something take this handle and never an address, so they cannot reach
 * AWS, a server of another folder, or a process that reuses an ID: only `OwnServer.verify` creates one, after it checked all of that.
 */
export class OwnServer {
  readonly #process: ProcessIdentity;

  private constructor(
    key: symbol,
    public readonly url: string,
    identity: ProcessIdentity,
  ) {
    if (key !== KEY) throw new Error("Only OwnServer.verify() creates an OwnServer.");
    this.#process = identity;
  }

  public get pid(): number {
    return this.#process.pid;
  }

  /** Whether the process still runs. It may still be unable to respond. */
  public get isRunning(): boolean {
    return isRunning(this.#process);
  }

  /**
   * @throws Problem with the reason, if this is not the running local AWS of this folder.
   */
  public static async verify(paths: Paths, { url, pid }: Announced): Promise<OwnServer> {
    const refuse = (reason: string) =>
      new Refused(`${url} (process ${pid}) is not the local AWS of this folder: ${reason}.\n  fix: npx --no-install terrace dev stop`);
    if (!isLoopback(url)) throw refuse("its address is not a loopback address of this machine");
    const identity = identityOf(pid);
    if (!identity) throw refuse("the process does not run");
    if (!isServerOf(paths, pid)) throw refuse(`the process was not started with --ready-file ${paths.readyFile}`);
    if ((await healthyPid(url)) !== pid) throw refuse("this process does not respond at the address");
    if (!isRunning(identity)) throw refuse("the process has ended");
    return new OwnServer(KEY, url, identity);
  }

  /** Ends the server. */
  public async stop(paths: Paths): Promise<void> {
    await endProcesses([this.#process], "SIGTERM", GRACE_MILLISECONDS);
    removeFiles(paths);
  }
}

/** Only IPv4 and IPv6 loopback addresses: a name could lead anywhere. */
export function isLoopback(url: string): boolean {
  try {
    const { protocol, hostname, username, password } = new URL(url);
    const isLocal = /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname) || hostname === "[::1]";
    return protocol === "http:" && isLocal && username === "" && password === "";
  } catch {
    return false;
  }
}

/** Whether the command line of the process is the one of this folder's local AWS. */
function isServerOf({ readyFile }: Paths, pid: number): boolean {
  return hasArguments(pid, ["--ready-file", readyFile]);
}

/** The process ID that the server at an address reports. Not `fetch`, which can use a proxy. */
export function healthyPid(url: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const agent = new http.Agent();
    const request = http.get(`${url}/_terrace/health`, { agent, timeout: HEALTH_MILLISECONDS }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (piece: string) => (text += piece));
      response.on("end", () => resolve(response.statusCode === 200 ? pidIn(text) : undefined));
    });
    request.on("timeout", () => request.destroy());
    request.on("error", () => resolve(undefined));
    request.on("close", () => {
      agent.destroy();
      resolve(undefined);
    });
  });
}

function pidIn(text: string): number | undefined {
  try {
    const { pid } = JSON.parse(text) as { pid?: unknown };
    return typeof pid === "number" ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** The content of the ready file; undefined if it is incomplete. */
export function parseReadyFile(text: string): Announced | undefined {
  try {
    const { url, pid } = JSON.parse(text) as Partial<Announced>;
    return typeof url === "string" && typeof pid === "number" ? { url, pid } : undefined;
  } catch {
    return undefined;
  }
}

function read(file: string): string {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/**
 * All local AWS processes of this folder: the processes in the ready file and the pid file, and all processes whose command line has this folder's ready
 * file, because a killed run leaves a server without files. A process that only reuses an ID is not among them.
 */
export function serverProcesses(paths: Paths): ProcessIdentity[] {
  const named = [parseReadyFile(read(paths.readyFile))?.pid, Number(read(paths.pidFile))].flatMap((pid) => {
    const identity = pid === undefined ? undefined : identityOf(pid);
    return identity && isServerOf(paths, identity.pid) ? [identity] : [];
  });
  const found = findProcesses((pid) => isServerOf(paths, pid));
  return [...new Map([...named, ...found].map((identity) => [identity.pid, identity])).values()];
}

/** Ends all local AWS processes of this folder, and returns their process IDs. */
export async function stopServers(paths: Paths): Promise<number[]> {
  const processes = serverProcesses(paths);
  await endProcesses(processes, "SIGTERM", GRACE_MILLISECONDS);
  removeFiles(paths);
  return processes.map(({ pid }) => pid);
}

/** Files of a server that was killed. A running server removes its own. */
function removeFiles({ readyFile, pidFile }: Paths): void {
  for (const file of [readyFile, pidFile]) fs.rmSync(file, { force: true });
}

/** The local AWS of an earlier run of this folder, if it responds. */
export async function findLocalAws(paths: Paths): Promise<OwnServer | undefined> {
  const announced = parseReadyFile(read(paths.readyFile));
  if (!announced) return undefined;
  try {
    return await OwnServer.verify(paths, announced);
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}
