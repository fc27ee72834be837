import { spawn, type ChildProcess } from "node:child_process";
import { endProcesses, signalProcess, waitForEnd } from "../../../cli/process/end-process";
import { findProcesses, hasArguments, hasVariable, identityOf, isRunning } from "../../../cli/process/identity";

const children: ChildProcess[] = [];
afterEach(() => children.splice(0).forEach((child) => child.kill("SIGKILL")));

/** A process that runs until it is ended. It prints a line when it has started. */
async function sleeper(code = "", args: readonly string[] = [], env: NodeJS.ProcessEnv = process.env) {
  const program = `${code}; setInterval(() => {}, 1000); console.log("started")`;
  const child = spawn(process.execPath, ["-e", program, "--", ...args], { env, stdio: ["ignore", "pipe", "ignore"] });
  children.push(child);
  await new Promise((resolve) => child.stdout.once("data", resolve));
  const identity = identityOf(child.pid ?? 0);
  if (!identity) throw new Error("the process has no identity");
  return { child, identity };
}

test("identifies a running process by its ID and start time, and never one with another start time", async () => {
  const { identity } = await sleeper();
  expect(isRunning(identity)).toBe(true);
  expect(identityOf(identity.pid)).toEqual(identity);
  const reused = { ...identity, started: `${identity.started}1` };
  expect(isRunning(reused)).toBe(false);
  signalProcess(reused, "SIGKILL");
  expect(await waitForEnd([identity], 300)).toBe(false);
});

test("a zombie has ended", async () => {
  // The shell does not wait for its child, because it replaced itself.
  const shell = spawn("sh", ["-c", "sleep 0.1 & echo $!; exec sleep 60"], { stdio: ["ignore", "pipe", "ignore"] });
  children.push(shell);
  const pid = Number(await new Promise<Buffer>((resolve) => shell.stdout.once("data", resolve)));
  const identity = identityOf(pid) ?? { pid, started: "ended before it was identified" };
  expect(await waitForEnd([identity], 5_000)).toBe(true);
  expect(() => process.kill(pid, 0)).not.toThrow();
  expect(identityOf(pid)).toBeUndefined();
});

test.each([0, -1, NaN, 1.5, 2 ** 40])("%p is not the ID of a process", (pid) => {
  expect(identityOf(pid)).toBeUndefined();
});

test("finds processes by consecutive arguments, with spaces and other characters", async () => {
  const args = ["--ready-file", "/tmp/a folder/ü/ready.json"];
  const { identity } = await sleeper("", ["first", ...args, "last"]);
  expect(hasArguments(identity.pid, args)).toBe(true);
  expect(hasArguments(identity.pid, ["--ready-file", "/tmp/a folder"])).toBe(false);
  expect(hasArguments(identity.pid, ["first", "last"])).toBe(false);
  expect(findProcesses((pid) => hasArguments(pid, args))).toEqual([identity]);
});

test("finds processes by a variable", async () => {
  const { identity } = await sleeper("", [], { ...process.env, TERRACE_TEST_MARK: "a b" });
  expect(hasVariable(identity.pid, "TERRACE_TEST_MARK", "a b")).toBe(true);
  expect(hasVariable(identity.pid, "TERRACE_TEST_MARK", "a")).toBe(false);
  expect(findProcesses((pid) => hasVariable(pid, "TERRACE_TEST_MARK", "a b"))).toEqual([identity]);
});

test("ends a process with the signal, and kills one that ignores it", async () => {
  const [polite, stubborn] = [await sleeper(), await sleeper("process.on('SIGTERM', () => {})")];
  await endProcesses([polite.identity, stubborn.identity], "SIGTERM", 500);
  expect([polite.identity, stubborn.identity].map(isRunning)).toEqual([false, false]);
  for (const { child } of [polite, stubborn]) if (child.signalCode === null) await new Promise((resolve) => child.once("exit", resolve));
  expect([polite.child.signalCode, stubborn.child.signalCode]).toEqual(["SIGTERM", "SIGKILL"]);
});
