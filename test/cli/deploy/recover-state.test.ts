import * as fs from "node:fs";
import * as path from "node:path";
import { recoverState, type StateRecovery } from "../../../cli/terraform/recover-state";
import { stackOperations } from "../../../cli/deploy/stack-operations";
import { applyReviewed } from "../../../cli/deploy/apply";
import { planStack, type StateVersion } from "../../../cli/plan/plan-stack";
import { removeTerraformContext } from "../../../cli/terraform/terraform-context";
import { pathsOf } from "../../../cli/paths";
import { Problem } from "../../../cli/problem";
import { HttpStates } from "../../support/http-states";
import { SmallPlatform } from "../plan/small-stacks";

/** Terraform itself, and states that are kept by a server which can be told to refuse them. */

const [platform, states] = [new SmallPlatform(), new HttpStates()];
beforeAll(() => states.listen());
afterAll(async () => {
  await states.close();
  platform.remove();
});

const { root, terraform, plans } = platform;
const context = {
  paths: { ...pathsOf(root, path.join("account", "prod-1")), logs: root },
  env: { ...process.env, TF_IN_AUTOMATION: "1", CHECKPOINT_DISABLE: "1" },
};
const output = path.join(root, context.paths.output);
const rescued = path.join(root, ".terrace", "rescued");

/** A stack with a state of one thing already, and a plan of one more. */
async function reviewed(name: string) {
  const directory = path.join(output, "stacks", name);
  const write = (data: object) => {
    fs.mkdirSync(directory, { recursive: true });
    const document = { terraform: { backend: states.backendOf(name) }, resource: { terraform_data: data } };
    fs.writeFileSync(path.join(directory, "cdk.tf.json"), JSON.stringify(document));
  };
  states.states.set(
    name,
    JSON.stringify({ version: 4, terraform_version: "1.11.0", serial: 1, lineage: `of-${name}`, outputs: {}, resources: [] }),
  );
  write({ Queue: { input: "made" } });
  return { directory, plan: (await planStack(terraform, { name, directory }, plans)).plan };
}

/** One turn, in which time passes as soon as somebody waits. */
function turn({ directory, plan }: Awaited<ReturnType<typeof reviewed>>, left: StateVersion[] = []) {
  let now = 0;
  const clock = { now: () => now, sleep: (milliseconds: number) => Promise.resolve(void (now += milliseconds)) };
  return applyReviewed({
    reviewed: plan,
    left: undefined,
    notes: { begin: () => Promise.resolve(), leave: (mark) => Promise.resolve(void left.push(mark)) },
    hands: stackOperations(context, { name: plan.stack, directory }, { terraform, plans, say: () => undefined }),
    patience: { milliseconds: 30_000, clock, say: () => undefined },
  });
}

const namesOf = (text: string) => (JSON.parse(text) as { resources: { name: string }[] }).resources.map(({ name }) => name);

describe("a state that Terraform cannot save", () => {
  test("is saved when its bucket answers again, and the run says so", async () => {
    const stack = await reviewed("prod-late");
    states.refusals = 2;
    const left: StateVersion[] = [];
    await expect(turn(stack, left)).rejects.toThrow(/prod-late: the change failed half-way\.[^]*it is saved now, and nothing is lost/);
    expect(namesOf(states.states.get("prod-late") ?? "")).toEqual(["Queue"]);
    const { lineage, serial } = JSON.parse(states.states.get("prod-late") ?? "") as StateVersion;
    expect(left).toEqual([{ lineage, serial }]);
    expect(fs.readdirSync(stack.directory)).not.toContain("errored.tfstate");
  });

  test("is saved under our own lock, where that could not be given back", async () => {
    const stack = await reviewed("prod-locked");
    [states.refusals, states.keepsLocks] = [1, true];
    await expect(turn(stack)).rejects.toThrow("the next run says how to delete it");
    states.keepsLocks = false;
    expect(namesOf(states.states.get("prod-locked") ?? "")).toEqual(["Queue"]);
    expect([...states.locks.keys()]).toEqual(["prod-locked"]);
  });

  test("is kept where its bucket does not answer, readable by its owner alone, and can be pushed as is said", async () => {
    const stack = await reviewed("prod-lost");
    states.refusals = Infinity;
    await expect(turn(stack)).rejects.toThrow(/kept, readable by you alone[^]*terraform state push '/);
    states.refusals = 0;
    const [name = ""] = fs.readdirSync(rescued);
    const file = path.join(rescued, name);
    expect([name.replace(/\d+T\d+Z/, "…"), (fs.statSync(file).mode & 0o777).toString(8)]).toEqual(["prod-lost-….tfstate", "600"]);
    expect(removeTerraformContext(context)).toEqual([]);
    const again = await reviewed("prod-lost");
    expect(await terraform(again.directory, ["state", "push", file])).toMatchObject({ code: 0 });
    expect(namesOf(states.states.get("prod-lost") ?? "")).toEqual(["Queue"]);
  });
});

test("whatever else ran Terraform there: the folder is removed, and a state that was not saved is kept", () => {
  const directory = path.join(output, "stacks", "prod-edge");
  fs.mkdirSync(directory, { recursive: true });
  fs.writeFileSync(path.join(directory, "errored.tfstate"), "what was made");
  const told = removeTerraformContext(context).join("\n");
  const file = /alone, since it holds what is secret: (.*)/.exec(told)?.[1] ?? "";
  expect(fs.readFileSync(file, "utf8")).toBe("what was made");
  expect(told).toContain(`terraform state push '${file}'`);
  expect(fs.existsSync(output)).toBe(false);
  expect(removeTerraformContext(context)).toEqual([]);
});

describe("trying again", () => {
  const failed = { code: 1, stdout: "", stderr: "Error: Failed to save state" };
  const patience = (sleep: () => Promise<void>) => ({ milliseconds: 60_000, clock: { now: () => 0, sleep }, say: () => undefined });

  /** A state that cannot be pushed. */
  function rescueOf(stderr: string) {
    const did: string[] = [];
    const rescue: StateRecovery = {
      needed: () => true,
      push: () => Promise.resolve({ code: 1, stdout: "", stderr: (did.push("push"), stderr) }),
      keep: () => (did.push("keep"), "kept in a file"),
    };
    return { did, rescue };
  }

  test("ends at once where somebody's newer state is there", async () => {
    const { did, rescue } = rescueOf("cannot import state with serial 2 over newer state with serial 3");
    expect(
      await recoverState(
        "prod-data",
        rescue,
        failed,
        patience(() => Promise.reject(new Error("waits"))),
      ),
    ).toBe("kept in a file");
    expect(did).toEqual(["push", "keep"]);
  });

  test("ends where a person ends the deployment, and the state is kept", async () => {
    const { did, rescue } = rescueOf("no answer");
    const stopped = () => Promise.reject(new Problem("Stopped, as you asked."));
    expect(await recoverState("prod-data", rescue, failed, patience(stopped))).toBe("kept in a file\nStopped, as you asked.");
    expect(did).toEqual(["push", "keep"]);
  });
});
