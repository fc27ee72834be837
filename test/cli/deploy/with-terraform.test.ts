import * as fs from "node:fs";
import * as path from "node:path";
import { stackOperations } from "../../../cli/deploy/stack-operations";
import { applyReviewed } from "../../../cli/deploy/apply";
import { realClock } from "../../../cli/process/clock";
import { planStacks } from "../../../cli/plan/plan-stacks";
import type { StateVersion } from "../../../cli/plan/plan-stack";
import type { StackPlan } from "../../../cli/plan/stack-plan";
import { findStack, type Stack } from "../../../cli/synthesis/synthesized";
import { pathsOf } from "../../../cli/paths";
import { reading, SmallPlatform, type SmallStack } from "../plan/small-stacks";

/** These tests run Terraform, which applies `terraform_data` resources. */

const platform = new SmallPlatform();
afterAll(() => platform.remove());

const { root, terraform, plans } = platform;
const context = {
  paths: { ...pathsOf(root), logs: root },
  env: { ...process.env, TF_IN_AUTOMATION: "1", CHECKPOINT_DISABLE: "1" },
};

/** A resource whose creation succeeds if the command does. */
function createdBy(command: string, input: string) {
  return { input, provisioner: [{ "local-exec": { command } }] };
}

async function review(
  small: readonly SmallStack[],
): Promise<{ readonly stacks: Stack[]; readonly reviewed: ReadonlyMap<string, StackPlan> }> {
  const stacks = platform.synthesize(small);
  const planned = await planStacks(stacks, { terraform, plans, regionOf: () => undefined });
  return { stacks, reviewed: new Map(planned.plans.map((plan) => [plan.stack, plan])) };
}

let folders = 0;

/** The recorded state of each stack. */
const recorded = new Map<string, StateVersion>();

/** @param resumes whether it is a later run of a deployment that has started with the stack */
function apply(from: Awaited<ReturnType<typeof review>>, name: string, resumes = false) {
  const newPlans = path.join(root, `new-plans-${folders++}`);
  fs.mkdirSync(newPlans, { mode: 0o700 });
  const reviewed = from.reviewed.get(name);
  if (!reviewed) throw new Error(`${name} was not planned`);
  return applyReviewed({
    reviewed,
    lastState: resumes ? recorded.get(name) : undefined,
    hooks: { begin: () => Promise.resolve(), recordState: (version) => Promise.resolve(void recorded.set(name, version)) },
    operations: stackOperations(context, findStack(from.stacks, name), { terraform, plans: newPlans, say: () => undefined }),
    lockWait: { milliseconds: 60_000, clock: realClock(), say: () => undefined },
  });
}

interface Resource {
  readonly mode: "managed" | "data";
  readonly name: string;
  readonly instances: readonly {
    readonly status?: string;
    readonly attributes: { readonly id: string; readonly input: { readonly value: string } };
  }[];
}

/** The resources of a state: IDs, status and inputs. */
function stateOf(stack: string) {
  const { resources } = JSON.parse(fs.readFileSync(path.join(root, `${stack}.tfstate`), "utf8")) as { resources: readonly Resource[] };
  const managed = resources.filter(({ mode }) => mode === "managed");
  const found = managed.flatMap(({ name, instances }) =>
    instances.map(({ status, attributes: { id, input } }) => ({ name, id, status, input: input.value })),
  );
  return Object.fromEntries(found.map(({ name, ...rest }) => [name, rest]));
}

test("creates two dependent stacks, each planned on its own state and applied once", async () => {
  const network: SmallStack = {
    name: "one-network",
    data: { Vpc: { input: "10.0.0.0/16" } },
    outputs: { vpcId: "${terraform_data.Vpc.id}" },
  };
  const data: SmallStack = { name: "one-data", reads: ["one-network"], data: { Rule: { input: reading("one-network", "vpcId") } } };
  const from = await review([network, data]);
  expect([await apply(from, "one-network"), await apply(from, "one-data")]).toEqual([1, 1]);
  const before = [stateOf("one-network"), stateOf("one-data")];
  expect(before[1]?.Rule?.input).toBe(before[0]?.Vpc?.id);
  expect([await apply(from, "one-network", true), await apply(from, "one-data")]).toEqual([undefined, undefined]);
  expect([stateOf("one-network"), stateOf("one-data")]).toEqual(before);
});

test("resumes after a failed apply: keeps created resources and recreates half-created ones", async () => {
  const ready = path.join(root, "ready");
  const data = { First: { input: "a" }, Second: createdBy(`test -e '${ready}'`, "${terraform_data.First.id}") };
  const from = await review([{ name: "half", data }]);
  await expect(apply(from, "half")).rejects.toThrow("half: the apply failed; the stack may be partially applied.");
  const { First: first, Second: second } = stateOf("half");
  expect(second?.status).toBe("tainted");
  fs.writeFileSync(ready, "");
  expect(await apply(from, "half", true)).toBe(1);
  const after = stateOf("half");
  expect([after.First?.id, after.Second?.status]).toEqual([first?.id, undefined]);
  expect(after.Second?.id).not.toBe(second?.id);
});

test("applies moved blocks, because a later release without them would destroy the resource", async () => {
  platform.deployed("renamed", 3, { Old: { input: "kept" } }, {});
  const [stack] = platform.synthesize([{ name: "renamed", data: { New: { input: "kept" } } }]);
  if (!stack) throw new Error("nothing was synthesized");
  const file = path.join(stack.directory, "cdk.tf.json");
  const moved = [{ from: "terraform_data.Old", to: "terraform_data.New" }];
  fs.writeFileSync(file, JSON.stringify({ ...(JSON.parse(fs.readFileSync(file, "utf8")) as object), moved }));
  const planned = await planStacks([stack], { terraform, plans, regionOf: () => undefined });
  expect(planned.plans).toMatchObject([{ changes: [], places: ["terraform_data.Old is renamed to terraform_data.New"] }]);
  expect(await apply({ stacks: [stack], reviewed: new Map(planned.plans.map((plan) => [plan.stack, plan])) }, "renamed")).toBe(0);
  expect(stateOf("renamed")).toEqual({ New: { id: "id-of-Old", status: undefined, input: "kept" } });
});

test("rejects a plan after another deployment, and keeps the other deployment's changes", async () => {
  const stack = (input: string): SmallStack => ({ name: "moved", data: { Queue: { input } } });
  platform.deployed("moved", 3, { Queue: { input: "as it was" } }, {});
  const from = await review([stack("reviewed")]);
  const theirs = await review([stack("theirs")]);
  expect(await apply(theirs, "moved")).toBe(1);
  await review([stack("reviewed")]);
  await expect(apply(from, "moved")).rejects.toThrow("moved: the plan is stale: the state changed after planning");
  expect(stateOf("moved").Queue?.input).toBe("theirs");
});

test("two deployments at the same time create everything once: the second waits, then has no changes or is rejected", async () => {
  const from = await review([{ name: "twice", data: { Slow: createdBy("sleep 3", "slow") } }]);
  // Separate folders, as on two machines.
  const elsewhere = from.stacks.map((stack) => ({ ...stack, directory: `${stack.directory}-elsewhere` }));
  from.stacks.forEach(({ directory }) => fs.cpSync(directory, `${directory}-elsewhere`, { recursive: true }));
  const both = await Promise.allSettled([apply(from, "twice"), apply({ ...from, stacks: elsewhere }, "twice")]);
  const results = both.map((one) => (one.status === "fulfilled" ? one.value : String(one.reason)));
  expect(results.filter((one) => one === 1)).toHaveLength(1);
  expect(results.filter((one) => one === undefined || String(one).includes("the plan is stale"))).toHaveLength(1);
  expect(Object.keys(stateOf("twice"))).toEqual(["Slow"]);
});
