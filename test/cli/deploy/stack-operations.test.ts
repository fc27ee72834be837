import * as fs from "node:fs";
import * as path from "node:path";
import { stackOperations } from "../../../cli/deploy/stack-operations";
import { pathsOf } from "../../../cli/paths";
import { SmallPlatform } from "../plan/small-stacks";

/** These tests run Terraform, which plans but does not apply. */

const platform = new SmallPlatform();
afterAll(() => platform.remove());

const context = {
  paths: { ...pathsOf(platform.root), logs: platform.root },
  env: { ...process.env, TF_IN_AUTOMATION: "1", CHECKPOINT_DISABLE: "1" },
};

function operationsOf(name: string) {
  const [stack] = platform.synthesize([{ name, data: { Queue: { input: "a" } } }]);
  if (!stack) throw new Error("nothing was synthesized");
  return {
    stack,
    operations: stackOperations(context, stack, { terraform: platform.terraform, plans: platform.plans, say: () => undefined }),
  };
}

test("creates an empty state for a new stack, and a plan on it has its version", async () => {
  const { stack, operations } = operationsOf("prod-new");
  expect(await operations.open()).toEqual({});
  const { finished, version } = await operations.startState();
  expect(finished).toMatchObject({ code: 0 });
  expect(await operations.open()).toEqual(version);
  const plan = await operations.plan(version);
  expect(plan).toMatchObject({ stack: "prod-new", ...version, file: path.join(platform.plans, "prod-new.tfplan") });
  expect(plan.changes.map(({ action, address }) => `${action} ${address}`)).toEqual(["create terraform_data.Queue"]);
  expect(fs.readdirSync(stack.directory).filter((name) => name.endsWith(".tfstate"))).toEqual([]);
});

test("never replaces an existing state with an empty one", async () => {
  const { operations } = operationsOf("prod-theirs");
  platform.deployed("prod-theirs", 7, { Queue: { input: "theirs" } }, {});
  const before = await operations.open();
  expect((await operations.startState()).finished.code).not.toBe(0);
  expect(await operations.open()).toEqual(before);
});
