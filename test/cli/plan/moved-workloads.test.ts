import { movedWorkloads, rejectMoves, type States } from "../../../cli/plan/moved-workloads";
import type { StackPlan } from "../../../cli/plan/stack-plan";
import { grouped, ungrouped } from "../../fixtures/environments/grouped";
import { synthesizeMissing, synthesizePlatform } from "../../support/platform";
import type { StackJson } from "../../support/synth";

synthesizeMissing([grouped, ungrouped]);
const WITHOUT = synthesizePlatform(ungrouped);
const WITH = synthesizePlatform(grouped);
const SERVICE = "grouped-eu-west-1-service";

const servicesOf = (stack: StackJson | undefined) => Object.keys(stack?.resource?.aws_ecs_service ?? {});

/** The states of deployed stacks. */
function deployed(stacks: ReadonlyMap<string, StackJson>): States {
  return {
    names: () => Promise.resolve([...stacks.keys()]),
    read: (name) => {
      const instances = [{ attributes: {} }];
      const resources = servicesOf(stacks.get(name)).map((each) => ({ mode: "managed", type: "aws_ecs_service", name: each, instances }));
      return Promise.resolve({ resources });
    },
  };
}

/** A plan that creates all services of a stack. */
function planOf(stack: string, json: StackJson | undefined): StackPlan {
  const address = (name: string) => `aws_ecs_service.${name}`;
  const changes = servicesOf(json).map((name) => ({
    address: address(name),
    type: "aws_ecs_service",
    action: "create" as const,
    before: {},
    after: {},
    attributes: [],
  }));
  return { stack, changes, outputsChange: false };
}

const groupPlans = ["checkout", "media"].map((group) => planOf(`${SERVICE}-${group}`, WITH.get(`${SERVICE}-${group}`)));
const names = (moved: Awaited<ReturnType<typeof movedWorkloads>>) =>
  moved.map(({ resource, from, to }) => [resource.replace(/_.*/, ""), from, to]).sort();

test("finds deployed workloads that a new group would create", async () => {
  expect(names(await movedWorkloads(groupPlans, deployed(WITHOUT)))).toEqual([
    ["Service-admin", SERVICE, `${SERVICE}-media`],
    ["Service-ingest", SERVICE, `${SERVICE}-checkout`],
    ["Service-search", SERVICE, `${SERVICE}-checkout`],
    ["Worker-mailer", SERVICE, `${SERVICE}-checkout`],
    ["Worker-resizer", SERVICE, `${SERVICE}-media`],
  ]);
});

test("finds workloads of a removed group, whose stack no longer has a plan", async () => {
  const moved = await movedWorkloads([planOf(SERVICE, WITHOUT.get(SERVICE))], deployed(WITH));
  expect(new Set(moved.map(({ from }) => from))).toEqual(new Set([`${SERVICE}-checkout`, `${SERVICE}-media`]));
  expect(moved).toHaveLength(5);
});

test("accepts new workloads, workloads of other regions, and changes of deployed workloads", async () => {
  expect(await movedWorkloads(groupPlans, deployed(new Map()))).toEqual([]);
  const elsewhere = groupPlans.map((plan) => ({ ...plan, stack: plan.stack.replace("eu-west-1", "us-east-1") }));
  expect(await movedWorkloads(elsewhere, deployed(WITHOUT))).toEqual([]);
  const updates = groupPlans.map((plan) => ({
    ...plan,
    changes: plan.changes.map((change) => ({ ...change, action: "update" as const })),
  }));
  expect(await movedWorkloads(updates, deployed(WITHOUT))).toEqual([]);
  await expect(rejectMoves(updates, deployed(WITHOUT))).resolves.toBeUndefined();
});

test("reads no state if no workload is created", async () => {
  const unread: States = { names: () => Promise.reject(new Error("read")), read: () => Promise.reject(new Error("read")) };
  await expect(rejectMoves([planOf(SERVICE, undefined)], unread)).resolves.toBeUndefined();
});

test("names each workload with both groups, and the steps of a move", async () => {
  await expect(rejectMoves(groupPlans, deployed(WITHOUT))).rejects.toThrow(
    `search: deployed in ${SERVICE} (the default group), planned in ${SERVICE}-checkout (group "checkout")`,
  );
  await expect(rejectMoves(groupPlans, deployed(WITHOUT))).rejects.toThrow("terraform state mv");
});
