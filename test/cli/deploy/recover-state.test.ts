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

/** These tests run Terraform with states on a server that can be set to reject writes. */

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

/** A stack with an existing state, and its plan to create a resource. */
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

/** Applies a stack. The clock advances with every wait. */
function apply({ directory, plan }: Awaited<ReturnType<typeof reviewed>>, recorded: StateVersion[] = []) {
  let now = 0;
  const clock = { now: () => now, sleep: (milliseconds: number) => Promise.resolve(void (now += milliseconds)) };
  return applyReviewed({
    reviewed: plan,
    lastState: undefined,
    hooks: { begin: () => Promise.resolve(), recordState: (version) => Promise.resolve(void recorded.push(version)) },
    operations: stackOperations(context, { name: plan.stack, directory }, { terraform, plans, say: () => undefined }),
    lockWait: { milliseconds: 30_000, clock, say: () => undefined },
  });
}

const namesOf = (text: string) => (JSON.parse(text) as { resources: { name: string }[] }).resources.map(({ name }) => name);

describe("a state that Terraform cannot save", () => {
  test("is saved once the state bucket is reachable again, and the failure reports it", async () => {
    const stack = await reviewed("prod-late");
    states.rejectedSaves = 2;
    const recorded: StateVersion[] = [];
    await expect(apply(stack, recorded)).rejects.toThrow(
      /prod-late: the apply failed; the stack may be partially applied\.[^]*it is saved now, and nothing is lost/,
    );
    expect(namesOf(states.states.get("prod-late") ?? "")).toEqual(["Queue"]);
    const { lineage, serial } = JSON.parse(states.states.get("prod-late") ?? "") as StateVersion;
    expect(recorded).toEqual([{ lineage, serial }]);
    expect(fs.readdirSync(stack.directory)).not.toContain("errored.tfstate");
  });

  test("is saved without locking if Terraform could not release the lock", async () => {
    const stack = await reviewed("prod-locked");
    [states.rejectedSaves, states.rejectsUnlocks] = [1, true];
    await expect(apply(stack)).rejects.toThrow("the next run prints how to delete it");
    states.rejectsUnlocks = false;
    expect(namesOf(states.states.get("prod-locked") ?? "")).toEqual(["Queue"]);
    expect([...states.locks.keys()]).toEqual(["prod-locked"]);
  });

  test("is preserved if the state bucket stays unreachable: readable only by its owner, and can be pushed as printed", async () => {
    const stack = await reviewed("prod-lost");
    states.rejectedSaves = Infinity;
    await expect(apply(stack)).rejects.toThrow(/readable only by you[^]*terraform state push '/);
    states.rejectedSaves = 0;
    const [name = ""] = fs.readdirSync(rescued);
    const file = path.join(rescued, name);
    expect([name.replace(/\d+T\d+Z/, "…"), (fs.statSync(file).mode & 0o777).toString(8)]).toEqual(["prod-lost-….tfstate", "600"]);
    expect(removeTerraformContext(context)).toEqual([]);
    const again = await reviewed("prod-lost");
    expect(await terraform(again.directory, ["state", "push", file])).toMatchObject({ code: 0 });
    expect(namesOf(states.states.get("prod-lost") ?? "")).toEqual(["Queue"]);
  });
});

test("removing a Terraform context preserves unsaved states of any command", () => {
  const directory = path.join(output, "stacks", "prod-edge");
  fs.mkdirSync(directory, { recursive: true });
  fs.writeFileSync(path.join(directory, "errored.tfstate"), "what was made");
  const text = removeTerraformContext(context).join("\n");
  const file = /readable only by you, because it contains secrets: (.*)/.exec(text)?.[1] ?? "";
  expect(fs.readFileSync(file, "utf8")).toBe("what was made");
  expect(text).toContain(`terraform state push '${file}'`);
  expect(fs.existsSync(output)).toBe(false);
  expect(removeTerraformContext(context)).toEqual([]);
});

describe("retries", () => {
  const failed = { code: 1, stdout: "", stderr: "Error: Failed to save state" };
  const wait = (sleep: () => Promise<void>) => ({ milliseconds: 60_000, clock: { now: () => 0, sleep }, say: () => undefined });

  /** A state that cannot be pushed. */
  function recoveryOf(stderr: string) {
    const did: string[] = [];
    const recovery: StateRecovery = {
      needed: () => true,
      push: () => Promise.resolve({ code: 1, stdout: "", stderr: (did.push("push"), stderr) }),
      preserve: () => (did.push("preserve"), "preserved in a file"),
    };
    return { did, recovery };
  }

  test("end immediately if a newer state exists", async () => {
    const { did, recovery } = recoveryOf("cannot import state with serial 2 over newer state with serial 3");
    expect(
      await recoverState(
        "prod-data",
        recovery,
        failed,
        wait(() => Promise.reject(new Error("waits"))),
      ),
    ).toBe("preserved in a file");
    expect(did).toEqual(["push", "preserve"]);
  });

  test("end if the deployment is interrupted, and the state is preserved", async () => {
    const { did, recovery } = recoveryOf("no answer");
    const stopped = () => Promise.reject(new Problem("Interrupted."));
    expect(await recoverState("prod-data", recovery, failed, wait(stopped))).toBe("preserved in a file\nInterrupted.");
    expect(did).toEqual(["push", "preserve"]);
  });
});
