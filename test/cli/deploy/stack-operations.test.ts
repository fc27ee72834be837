import * as fs from "node:fs";
import * as path from "node:path";
import { stackOperations } from "../../../cli/deploy/stack-operations";
import { pathsOf } from "../../../cli/paths";
import { SmallPlatform } from "../plan/small-stacks";

/** Terraform itself, which plans and applies nothing here. */

const platform = new SmallPlatform();
afterAll(() => platform.remove());

const context = {
  paths: { ...pathsOf(platform.root), logs: platform.root },
  env: { ...process.env, TF_IN_AUTOMATION: "1", CHECKPOINT_DISABLE: "1" },
};

function handsFor(name: string) {
  const [stack] = platform.synthesize([{ name, data: { Queue: { input: "a" } } }]);
  if (!stack) throw new Error("nothing was synthesized");
  return { stack, hands: stackOperations(context, stack, { terraform: platform.terraform, plans: platform.plans, say: () => undefined }) };
}

test("a new stack is given a state that holds nothing, and what is planned on it bears its mark", async () => {
  const { stack, hands: operations } = handsFor("prod-new");
  expect(await operations.open()).toEqual({});
  const { finished, mark } = await operations.startState();
  expect(finished).toMatchObject({ code: 0 });
  expect(await operations.open()).toEqual(mark);
  const plan = await operations.plan(mark);
  expect(plan).toMatchObject({ stack: "prod-new", ...mark, file: path.join(platform.plans, "prod-new.tfplan") });
  expect(plan.changes.map(({ action, address }) => `${action} ${address}`)).toEqual(["create terraform_data.Queue"]);
  expect(fs.readdirSync(stack.directory).filter((name) => name.endsWith(".tfstate"))).toEqual([]);
});

test("a state that somebody has is never replaced by an empty one", async () => {
  const { hands: operations } = handsFor("prod-theirs");
  platform.deployed("prod-theirs", 7, { Queue: { input: "theirs" } }, {});
  const before = await operations.open();
  expect((await operations.startState()).finished.code).not.toBe(0);
  expect(await operations.open()).toEqual(before);
});
