import { movedResources, rejectMoves, type States } from "../../../cli/plan/moved-workloads";
import type { StackPlan } from "../../../cli/plan/stack-plan";
import { grouped, groupedStores, ungrouped } from "../../fixtures/environments/grouped";
import { synthesizeMissing, synthesizePlatform } from "../../support/platform";
import type { StackJson } from "../../support/synth";

const withoutStores = { ...ungrouped, name: groupedStores.name };
synthesizeMissing([grouped, ungrouped, groupedStores, withoutStores]);
const WITHOUT = synthesizePlatform(ungrouped);
const WITH = synthesizePlatform(grouped);
const SERVICE = "grouped-eu-west-1-service";

type NamedType = "aws_ecs_service" | "aws_cloudwatch_metric_alarm";

const namesOf = (stack: StackJson | undefined, type: NamedType) => Object.keys(stack?.resource?.[type] ?? {});

/** The states of deployed stacks. */
function deployed(stacks: ReadonlyMap<string, StackJson>): States {
  return {
    names: () => Promise.resolve([...stacks.keys()]),
    read: (name) => {
      const instances = [{ attributes: {} }];
      const resources = (["aws_ecs_service", "aws_cloudwatch_metric_alarm"] as const).flatMap((type) =>
        namesOf(stacks.get(name), type).map((each) => ({ mode: "managed", type, name: each, instances })),
      );
      return Promise.resolve({ resources });
    },
  };
}

/** A plan that creates all services or alarms of a stack. */
function planOf(stack: string, json: StackJson | undefined, type: NamedType = "aws_ecs_service"): StackPlan {
  const changes = namesOf(json, type).map((name) => ({
    address: `${type}.${name}`,
    type,
    action: "create" as const,
    before: {},
    after: {},
    attributes: [],
  }));
  return { stack, changes, outputsChange: false };
}

const groupPlans = ["checkout", "media"].map((group) => planOf(`${SERVICE}-${group}`, WITH.get(`${SERVICE}-${group}`)));
const names = (moved: Awaited<ReturnType<typeof movedResources>>) =>
  moved.map(({ resource, from, to }) => [resource.replace(/_.*/, ""), from, to]).sort();

test("finds deployed workloads that a new group would create", async () => {
  expect(names(await movedResources(groupPlans, deployed(WITHOUT)))).toEqual([
    ["Service-admin", SERVICE, `${SERVICE}-media`],
    ["Service-ingest", SERVICE, `${SERVICE}-checkout`],
    ["Service-search", SERVICE, `${SERVICE}-checkout`],
    ["Worker-mailer", SERVICE, `${SERVICE}-checkout`],
    ["Worker-resizer", SERVICE, `${SERVICE}-media`],
  ]);
});

test("finds workloads of a removed group, whose stack no longer has a plan", async () => {
  const moved = await movedResources([planOf(SERVICE, WITHOUT.get(SERVICE))], deployed(WITH));
  expect(new Set(moved.map(({ from }) => from))).toEqual(new Set([`${SERVICE}-checkout`, `${SERVICE}-media`]));
  expect(moved).toHaveLength(5);
});

test("accepts new workloads, workloads of other regions, and changes of deployed workloads", async () => {
  expect(await movedResources(groupPlans, deployed(new Map()))).toEqual([]);
  const elsewhere = groupPlans.map((plan) => ({ ...plan, stack: plan.stack.replace("eu-west-1", "us-east-1") }));
  expect(await movedResources(elsewhere, deployed(WITHOUT))).toEqual([]);
  const updates = groupPlans.map((plan) => ({
    ...plan,
    changes: plan.changes.map((change) => ({ ...change, action: "update" as const })),
  }));
  expect(await movedResources(updates, deployed(WITHOUT))).toEqual([]);
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

describe("resources whose alarms move to the monitoring stack of a group", () => {
  const WATCH = "monitored-eu-west-1-watch";
  const [before, after] = [synthesizePlatform(withoutStores), synthesizePlatform(groupedStores)];
  const plan = planOf(`${WATCH}-checkout`, after.get(`${WATCH}-checkout`), "aws_cloudwatch_metric_alarm");

  test("are found: CloudWatch has one alarm of a name, which the other stack would delete", async () => {
    const watches = (await movedResources([plan], deployed(before))).map(({ resource, from }) => [from, resource.split("_")[1]].join(" "));
    expect([...new Set(watches)].sort()).toEqual(
      expect.arrayContaining([
        `${WATCH} queue-emails`,
        `${WATCH} replica-main-replica-1`,
        `${WATCH} service-search`,
        `${WATCH} worker-mailer`,
      ]),
    );
    expect(watches).toHaveLength(plan.changes.length);
  });

  test("are rejected with their addresses, one line for all alarms of a resource", async () => {
    const emails = { ...plan, changes: plan.changes.filter(({ address }) => address.includes("queue-emails")) };
    const error: unknown = await rejectMoves([emails], deployed(before)).catch((thrown: unknown) => thrown);
    const { message } = error as Error;
    expect(message.match(/received .*/g)).toEqual([
      `received  alarms of queue-emails: deployed in ${WATCH} (the default group), planned in ${WATCH}-checkout (group "checkout")`,
    ]);
    expect(message).toContain("`Alarms_queue-emails_` or `Composites_queue-emails-` in its name");
    expect(message).not.toContain("monitoring stacks of both groups");
  });

  test("are accepted once the states have them", async () => {
    await expect(rejectMoves([plan], deployed(after))).resolves.toBeUndefined();
  });
});
