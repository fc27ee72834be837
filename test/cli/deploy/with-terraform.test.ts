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

/** All of these tests run Terraform itself, which applies resources of its own. */

const platform = new SmallPlatform();
afterAll(() => platform.remove());

const { root, terraform, plans } = platform;
const context = {
  paths: { ...pathsOf(root), logs: root },
  env: { ...process.env, TF_IN_AUTOMATION: "1", CHECKPOINT_DISABLE: "1" },
};

/** Made where a command ends well. */
function made(command: string, input: string) {
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

/** What deployments have left of each stack. */
const left = new Map<string, StateVersion>();

/** @param knows whether it is a later run of a deployment that has begun with the stack */
function turn(from: Awaited<ReturnType<typeof review>>, name: string, knows = false) {
  const anew = path.join(root, `anew-${folders++}`);
  fs.mkdirSync(anew, { mode: 0o700 });
  const reviewed = from.reviewed.get(name);
  if (!reviewed) throw new Error(`${name} was not planned`);
  return applyReviewed({
    reviewed,
    left: knows ? left.get(name) : undefined,
    notes: { begin: () => Promise.resolve(), leave: (mark) => Promise.resolve(void left.set(name, mark)) },
    hands: stackOperations(context, findStack(from.stacks, name), { terraform, plans: anew, say: () => undefined }),
    patience: { milliseconds: 60_000, clock: realClock(), say: () => undefined },
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

/** Of a state: the ids of its resources, and which of them are to be made again. */
function stateOf(stack: string) {
  const { resources } = JSON.parse(fs.readFileSync(path.join(root, `${stack}.tfstate`), "utf8")) as { resources: readonly Resource[] };
  const managed = resources.filter(({ mode }) => mode === "managed");
  const found = managed.flatMap(({ name, instances }) =>
    instances.map(({ status, attributes: { id, input } }) => ({ name, id, status, input: input.value })),
  );
  return Object.fromEntries(found.map(({ name, ...rest }) => [name, rest]));
}

test("two new stacks, one of which reads the other: each is planned on a state of its own and applied once", async () => {
  const network: SmallStack = {
    name: "one-network",
    data: { Vpc: { input: "10.0.0.0/16" } },
    outputs: { vpcId: "${terraform_data.Vpc.id}" },
  };
  const data: SmallStack = { name: "one-data", reads: ["one-network"], data: { Rule: { input: reading("one-network", "vpcId") } } };
  const from = await review([network, data]);
  expect([await turn(from, "one-network"), await turn(from, "one-data")]).toEqual([1, 1]);
  const before = [stateOf("one-network"), stateOf("one-data")];
  expect(before[1]?.Rule?.input).toBe(before[0]?.Vpc?.id);
  expect([await turn(from, "one-network", true), await turn(from, "one-data")]).toEqual([undefined, undefined]);
  expect([stateOf("one-network"), stateOf("one-data")]).toEqual(before);
});

test("what failed half-way goes on where it stopped: what was made stays, what was made half is made again", async () => {
  const ready = path.join(root, "ready");
  const data = { First: { input: "a" }, Second: made(`test -e '${ready}'`, "${terraform_data.First.id}") };
  const from = await review([{ name: "half", data }]);
  await expect(turn(from, "half")).rejects.toThrow("half: the change failed half-way.");
  const { First: first, Second: second } = stateOf("half");
  expect(second?.status).toBe("tainted");
  fs.writeFileSync(ready, "");
  expect(await turn(from, "half", true)).toBe(1);
  const after = stateOf("half");
  expect([after.First?.id, after.Second?.status]).toEqual([first?.id, undefined]);
  expect(after.Second?.id).not.toBe(second?.id);
});

test("what only gets another name is applied too: else it is destroyed with the release that forgets its old one", async () => {
  platform.deployed("renamed", 3, { Old: { input: "kept" } }, {});
  const [stack] = platform.synthesize([{ name: "renamed", data: { New: { input: "kept" } } }]);
  if (!stack) throw new Error("nothing was synthesized");
  const file = path.join(stack.directory, "cdk.tf.json");
  const moved = [{ from: "terraform_data.Old", to: "terraform_data.New" }];
  fs.writeFileSync(file, JSON.stringify({ ...(JSON.parse(fs.readFileSync(file, "utf8")) as object), moved }));
  const planned = await planStacks([stack], { terraform, plans, regionOf: () => undefined });
  expect(planned.plans).toMatchObject([{ changes: [], places: ["terraform_data.Old is called terraform_data.New"] }]);
  expect(await turn({ stacks: [stack], reviewed: new Map(planned.plans.map((plan) => [plan.stack, plan])) }, "renamed")).toBe(0);
  expect(stateOf("renamed")).toEqual({ New: { id: "id-of-Old", status: undefined, input: "kept" } });
});

test("a plan is refused where somebody has deployed something else since, and theirs stays as it is", async () => {
  const stack = (input: string): SmallStack => ({ name: "moved", data: { Queue: { input } } });
  platform.deployed("moved", 3, { Queue: { input: "as it was" } }, {});
  const from = await review([stack("reviewed")]);
  const theirs = await review([stack("theirs")]);
  expect(await turn(theirs, "moved")).toBe(1);
  await review([stack("reviewed")]);
  await expect(turn(from, "moved")).rejects.toThrow("moved: its plan is stale. Somebody has changed the stack");
  expect(stateOf("moved").Queue?.input).toBe("theirs");
});

test("two deployments at once make everything once: the second waits, and then finds nothing to do or is refused", async () => {
  const from = await review([{ name: "twice", data: { Slow: made("sleep 3", "slow") } }]);
  // Each in a folder of its own, as two machines have them.
  const elsewhere = from.stacks.map((stack) => ({ ...stack, directory: `${stack.directory}-elsewhere` }));
  from.stacks.forEach(({ directory }) => fs.cpSync(directory, `${directory}-elsewhere`, { recursive: true }));
  const both = await Promise.allSettled([turn(from, "twice"), turn({ ...from, stacks: elsewhere }, "twice")]);
  const told = both.map((one) => (one.status === "fulfilled" ? one.value : String(one.reason)));
  expect(told.filter((one) => one === 1)).toHaveLength(1);
  expect(told.filter((one) => one === undefined || String(one).includes("its plan is stale"))).toHaveLength(1);
  expect(Object.keys(stateOf("twice"))).toEqual(["Slow"]);
});
