import * as fs from "node:fs";
import { HeadObjectCommand } from "@aws-sdk/client-s3";
import { localS3Client } from "../../../cli/local/local-client";
import { findLocalAws } from "../../../cli/local/own-server";
import { holderOf } from "../../../cli/local/run-lock";
import { ensureVenv } from "../../../cli/local/venv";
import { pathsOf } from "../../../cli/paths";
import { signalProcess, waitForEnd } from "../../../cli/process/end-process";
import { Scenario } from "../support/scenario";
import { SmallProject, type Ended, type Run } from "./project";

/**
 * Kills `terrace dev` at its worst moments, and starts it again. Every process that a signal goes to was started here, and is identified by its start
 * time.
 */
const repository = pathsOf(process.cwd());
const project = new SmallProject(repository);
const scenario = new Scenario();

beforeAll(async () => {
  await ensureVenv(repository, process.env.TERRACE_PYTHON ?? "python3");
  project.setUp();
});

afterAll(async () => {
  for (const identity of [...project.children(), ...project.servers()]) signalProcess(identity, "SIGKILL");
  await waitForEnd([...project.children(), ...project.servers()], 5_000);
  console.log(scenario.lines.join("\n"));
});

function kill({ identity }: Run): void {
  signalProcess(identity, "SIGKILL");
}

/** Like a machine that is switched off. */
async function killWithChildren(run: Run): Promise<void> {
  kill(run);
  const children = project.children();
  children.forEach((identity) => signalProcess(identity, "SIGKILL"));
  await waitForEnd([run.identity, ...children], 5_000);
}

function expectSuccess({ code, output }: Ended): void {
  expect({ code, output: code === 0 ? "" : output }).toEqual({ code: 0, output: "" });
  expect(output).toContain("The second plan of all 1 stacks is empty");
  expect(output).toContain("Containers do not run in the local AWS");
  expect(holderOf(project.paths.runLock)).toBeUndefined();
  expect(project.children()).toEqual([]);
  expect(project.servers()).toHaveLength(1);
}

/** Whether the state is locked in the bucket of the running local AWS. */
async function isStateLocked(): Promise<boolean> {
  const server = await findLocalAws(project.paths);
  if (!server) throw new Error("the local AWS is not running");
  const client = localS3Client(server, "us-east-1");
  try {
    await client.send(new HeadObjectCommand({ Bucket: "tiny-states", Key: "tiny-data.tfstate.tflock" }));
    return true;
  } catch {
    return false;
  } finally {
    client.destroy();
  }
}

scenario.step("kill -9 while the local AWS starts: the next start succeeds, and a run beside it is refused", async () => {
  project.settings({ roles: ["one"], step: 1 });
  const run = project.start("dev");
  await project.until("the start of the local AWS", () => project.servers().length > 0 && !fs.existsSync(project.paths.readyFile), run);
  kill(run);
  await run.ended;
  expect(fs.existsSync(project.paths.runLock)).toBe(true);
  const again = project.start("dev");
  await project.until("the lock", () => holderOf(project.paths.runLock) !== undefined, again);
  const second = await project.run("dev", "tiny");
  expect(second.code).toBe(1);
  expect(second.output).toContain("Another run uses the local AWS of this folder, and only one can at a time.");
  expect(second.output).toContain(`running: terrace dev tiny (process ${again.identity.pid}) since `);
  const ended = await again.ended;
  expectSuccess(ended);
  expect(ended.output).toMatch(/The last run did not end properly: terrace dev tiny \(process \d+\) since /);
});

scenario.step("kill -9 during an apply that holds the state lock and has created resources: the next start succeeds", async () => {
  project.settings({ roles: ["one", "two"], step: 3 });
  const seen = project.requests().length;
  const run = project.start("dev");
  await project.operation("iam.CreateRole", run, seen);
  expect(await isStateLocked()).toBe(true);
  await killWithChildren(run);
  expect(await isStateLocked()).toBe(true);
  const again = await project.run("dev");
  expectSuccess(again);
  expect(again.output).toContain(
    "The local AWS is started again without data: a killed run created resources that are not in the state of tiny-data.",
  );
  expect(await isStateLocked()).toBe(false);
});

scenario.step("kill -9 of terrace dev alone: the next start ends Terraform first, and succeeds", async () => {
  project.settings({ roles: ["one", "two", "three"], step: 4 });
  const seen = project.requests().length;
  const run = project.start("dev");
  await project.operation("iam.CreateRole", run, seen);
  kill(run);
  await run.ended;
  expectSuccess(await project.run("dev"));
});

scenario.step("kill -9 during a destroy that holds the state lock: the next start removes the lock, and succeeds", async () => {
  project.settings({ roles: ["one"], step: 5 });
  const seen = project.requests().length;
  const run = project.start("dev");
  await project.operation("iam.DeleteRole", run, seen);
  expect(await isStateLocked()).toBe(true);
  await killWithChildren(run);
  const [server] = project.servers();
  const again = await project.run("dev");
  expectSuccess(again);
  expect(again.output).toContain("Removed the state locks of a killed run: tiny-data.");
  expect(project.servers()).toEqual([server]);
});

scenario.step("SIGHUP during an apply: the run ends with an error and releases its locks, and the next start succeeds", async () => {
  project.settings({ roles: ["one", "two"], step: 6 });
  const seen = project.requests().length;
  const run = project.start("dev");
  await project.operation("iam.CreateRole", run, seen);
  signalProcess(run.identity, "SIGHUP");
  const { code, output } = await run.ended;
  expect({ code, output }).toEqual({
    code: 1,
    output: expect.stringContaining("Interrupted. Run the same command again to continue.") as string,
  });
  expect(fs.existsSync(project.paths.runLock)).toBe(false);
  expect(project.children()).toEqual([]);
  expectSuccess(await project.run("dev"));
});

scenario.step("the end of the local AWS during an apply ends the run with the reason, and the next start succeeds", async () => {
  project.settings({ roles: ["one", "two", "three"], step: 7 });
  const seen = project.requests().length;
  const run = project.start("dev");
  await project.operation("iam.CreateRole", run, seen);
  project.servers().forEach((identity) => signalProcess(identity, "SIGKILL"));
  const { code, output } = await run.ended;
  expect({ code, output }).toEqual({
    code: 1,
    output: expect.stringMatching(/The local AWS \(process \d+\) ended during the deployment/) as string,
  });
  expect(project.children()).toEqual([]);
  expectSuccess(await project.run("dev"));
});

scenario.step("kill -9 of a dev stop that waits for a hanging server: the next start ends that server, and succeeds", async () => {
  const [server] = project.servers();
  if (!server) throw new Error("the local AWS is not running");
  signalProcess(server, "SIGSTOP");
  const stop = project.start("dev", "stop");
  await new Promise((resolve) => setTimeout(resolve, 4_000));
  kill(stop);
  await stop.ended;
  expect(project.servers()).toEqual([server]);
  expectSuccess(await project.run("dev"));
  expect(project.servers()).not.toEqual([server]);
});

scenario.step("dev stop ends a run in progress, Terraform and the server, and leaves no file", async () => {
  project.settings({ roles: ["four"], step: 8 });
  const seen = project.requests().length;
  const run = project.start("dev");
  await project.operation("iam.CreateRole", run, seen);
  const { code, output } = await project.run("dev", "stop");
  expect(code).toBe(0);
  expect(output).toContain(`Ending terrace dev tiny (process ${run.identity.pid}) since `);
  expect((await run.ended).code).toBe(1);
  expect([...project.servers(), ...project.children()]).toEqual([]);
  for (const file of [project.paths.readyFile, project.paths.pidFile, project.paths.runLock]) expect(fs.existsSync(file)).toBe(false);
});
