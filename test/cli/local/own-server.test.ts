import { spawn, type ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { stopDev, stoppedText } from "../../../cli/dev/stop-dev";
import { findLocalAws, isLoopback, OwnServer, serverProcesses, stopServers, type Announced } from "../../../cli/local/own-server";
import type { Paths } from "../../../cli/paths";
import { Refused } from "../../../cli/problem";
import { identityOf, isRunning } from "../../../cli/process/identity";
import { announce, FakeLocalAws } from "../../support/fake-local-aws";

const fake = new FakeLocalAws();
const newPaths = () => fake.newPaths();
const serve = (paths: Paths, env?: NodeJS.ProcessEnv) => fake.serve(paths, env);
const children: ChildProcess[] = [];
afterEach(() => children.splice(0).forEach((child) => child.kill("SIGKILL")));
afterEach(() => fake.end());
afterAll(() => fake.remove());

async function reasonOf(paths: Paths, announced: Announced): Promise<string> {
  try {
    await OwnServer.verify(paths, announced);
    return "";
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
}

test.each([
  ["http://127.0.0.1:4566", true],
  ["http://127.8.0.1:4566", true],
  ["http://[::1]:4566", true],
  ["https://127.0.0.1:4566", false],
  ["http://localhost:4566", false],
  ["http://127.0.0.1.example.com:80", false],
  ["http://127.0.0.1@example.com:80", false],
  ["http://user@127.0.0.1:80", false],
  ["http://10.0.0.1:4566", false],
  ["http://0.0.0.0:4566", false],
  ["https://s3.us-east-1.amazonaws.com", false],
  ["127.0.0.1:4566", false],
  ["", false],
])("isLoopback(%j)", (url, expected) => {
  expect(isLoopback(url)).toBe(expected);
});

describe("a handle to the local AWS", () => {
  test("is given for the running server of this folder", async () => {
    const paths = newPaths();
    const announced = await serve(paths);
    announce(paths, announced);
    expect(await findLocalAws(paths)).toMatchObject({ ...announced, isRunning: true });
  });

  test("cannot be created directly", () => {
    const Forged = OwnServer as unknown as new (...args: unknown[]) => OwnServer;
    for (const key of [undefined, Symbol("verified"), Symbol.for("verified")])
      expect(() => new Forged(key, "http://127.0.0.1:1", identityOf(process.pid))).toThrow("Only OwnServer.verify() creates an OwnServer.");
    // @ts-expect-error The constructor is private, and another object of the same shape is not assignable.
    const forged: OwnServer = { url: "https://s3.us-east-1.amazonaws.com", pid: 1, isRunning: true, stop: () => Promise.resolve() };
    expect(forged instanceof OwnServer).toBe(false);
  });

  test.each(["http://10.0.0.1:80", "https://s3.us-east-1.amazonaws.com", "http://127.0.0.1.example.com:80"])(
    "does not exist for %s, which is not a loopback address, even if the process is this folder's server",
    async (url) => {
      const paths = newPaths();
      const { pid } = await serve(paths);
      expect(await reasonOf(paths, { url, pid })).toContain("its address is not a loopback address of this machine");
      announce(paths, { url, pid });
      expect(await findLocalAws(paths)).toBeUndefined();
    },
  );

  test("does not exist for the server of another folder, which keeps running", async () => {
    const [mine, other] = [newPaths(), newPaths()];
    const announced = await serve(other);
    announce(mine, announced);
    fs.writeFileSync(mine.pidFile, String(announced.pid));
    expect(await reasonOf(mine, announced)).toContain(`the process was not started with --ready-file ${mine.readyFile}`);
    expect(await findLocalAws(mine)).toBeUndefined();
    expect(await stopServers(mine)).toEqual([]);
    expect(identityOf(announced.pid)).toBeDefined();
  });

  test("does not exist if another process responds at the address", async () => {
    const paths = newPaths();
    const [own, other] = [await serve(paths), await serve(newPaths())];
    expect(await reasonOf(paths, { url: other.url, pid: own.pid })).toContain("this process does not respond at the address");
  });

  test("does not exist for a process that has ended, and for one without the server's command line", async () => {
    const paths = newPaths();
    expect(await reasonOf(paths, { url: "http://127.0.0.1:1", pid: 2 ** 22 + 1 })).toContain("the process does not run");
    expect(await reasonOf(paths, { url: "http://127.0.0.1:1", pid: process.pid })).toContain("the process was not started with");
  });

  test("stops this server alone, also if it ignores SIGTERM", async () => {
    const paths = newPaths();
    const [announced, other] = [await serve(paths, { STUBBORN: "1" }), await serve(newPaths())];
    const server = await OwnServer.verify(paths, announced);
    await server.stop(paths);
    expect(server.isRunning).toBe(false);
    expect(identityOf(other.pid)).toBeDefined();
  });
});

describe("terrace dev stop", () => {
  const FILES: Readonly<Record<string, (paths: Paths, announced: Announced) => void>> = {
    "the ready file": announce,
    "the pid file": ({ pidFile }, { pid }) => fs.writeFileSync(pidFile, String(pid)),
    "its command line, without files": () => undefined,
    "its command line, with damaged files": ({ readyFile, pidFile }) => [readyFile, pidFile].forEach((file) => fs.writeFileSync(file, "{")),
  };

  test.each(Object.keys(FILES))("finds a server by %s", async (name) => {
    const paths = newPaths();
    const announced = await serve(paths);
    FILES[name]?.(paths, announced);
    expect(serverProcesses(paths).map(({ pid }) => pid)).toEqual([announced.pid]);
    const stopped = await stopDev(paths, () => undefined);
    expect(stopped).toEqual({ run: null, servers: [announced.pid] });
    expect(stoppedText(stopped)).toBe(`Stopped the local AWS (process ${announced.pid}).`);
    expect(identityOf(announced.pid)).toBeUndefined();
    expect(fs.readdirSync(path.dirname(paths.readyFile))).toEqual([]);
  });

  test("ends a run in progress and its child processes, and no other process", async () => {
    const paths = newPaths();
    const wait = ["-e", "setInterval(() => {}, 1000)"];
    const [run, terraform, other] = [{}, { TERRACE_LOCAL_RUN: paths.readyFile }, { TERRACE_LOCAL_RUN: newPaths().readyFile }].map((env) => {
      const child = spawn(process.execPath, wait, { env: { ...process.env, ...env } });
      children.push(child);
      return child;
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
    const [own, foreign] = [await serve(paths), await serve(newPaths())];
    const holder = identityOf(run?.pid ?? 0);
    const lock = { ...holder, host: os.hostname(), since: "2026-11-30T18:47:55Z", command: "terrace dev shop" };
    fs.writeFileSync(paths.runLock, JSON.stringify(lock));
    const said: string[] = [];
    expect(await stopDev(paths, (line) => said.push(line))).toEqual({
      run: { pid: run?.pid, command: "terrace dev shop" },
      servers: [own.pid],
    });
    expect(said).toEqual([`Ending terrace dev shop (process ${run?.pid}) since 2026-11-30 18:47:55 UTC.`]);
    expect([run?.pid, terraform?.pid, own.pid].map((pid) => identityOf(pid ?? 0))).toEqual([undefined, undefined, undefined]);
    expect([other?.pid, foreign.pid].every((pid) => identityOf(pid ?? 0))).toBe(true);
    expect(fs.existsSync(paths.runLock)).toBe(false);
  });

  test("ends no process that only reuses the ID in the files", async () => {
    const paths = newPaths();
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    children.push(child);
    const identity = identityOf(child.pid ?? 0);
    announce(paths, { url: "http://127.0.0.1:1", pid: child.pid });
    fs.writeFileSync(paths.pidFile, String(child.pid));
    const lock = { pid: child.pid, started: "an earlier start", host: os.hostname(), since: "", command: "terrace dev shop" };
    fs.writeFileSync(paths.runLock, JSON.stringify(lock));
    const stopped = await stopDev(paths, () => undefined);
    expect(stopped).toEqual({ run: null, servers: [] });
    expect(stoppedText(stopped)).toBe("Nothing to stop: no local AWS of this folder is running.");
    expect(identity && isRunning(identity)).toBe(true);
  });

  test("does not touch a run on another machine", async () => {
    const paths = newPaths();
    const lock = { pid: process.pid, started: "x", host: "elsewhere", since: "2026-11-30T18:47:55Z", command: "terrace dev shop" };
    fs.writeFileSync(paths.runLock, JSON.stringify(lock));
    await expect(stopDev(paths, () => undefined)).rejects.toThrow(/only that machine can end it.\n {2}fix: run this command on elsewhere/);
  });
});
