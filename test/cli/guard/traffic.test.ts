import { RESOURCE_RIGHTS } from "../../../constructs/delivery/permissions";
import { allowLine, readAllowances } from "../../../cli/guard/allowances";
import { reviewPlans } from "../../../cli/guard/guard";
import { STATEFUL } from "../../../cli/guard/stateful";
import { trafficCuts, trafficRemovals } from "../../../cli/guard/traffic";
import { SERVES_WITHOUT } from "../../../cli/guard/serves-without";
import { TRAFFIC } from "../../../cli/guard/traffic-rows";
import type { Change } from "../../../cli/terraform/plan-changes";
import { changesOf } from "../../../cli/terraform/plan-changes";
import { full } from "../../fixtures/environments/full";
import { synthesizePlatform } from "../../support/platform";
import type { Block } from "../../support/synth";
import { change, stackPlan } from "../change";

const SERVICE = "prod-eu-west-1-service";
const types = Object.keys(TRAFFIC);

/** The addresses of the cuts and of the removals. */
function judge(...changes: readonly Change[]): { readonly cuts: string[]; readonly removals: string[] } {
  const plans = [stackPlan(SERVICE, changes)];
  const addresses = (all: readonly { readonly change: Change }[]) => all.map(({ change: one }) => one.address);
  return { cuts: addresses(trafficCuts(plans)), removals: addresses(trafficRemovals(plans)) };
}

describe("types", () => {
  test("every type serves, serves without, or keeps data that no deployment deletes", () => {
    const without = SERVES_WITHOUT.flatMap((group) => group.types);
    const kept = Object.keys(STATEFUL).filter((type) => !STATEFUL[type]?.mayBeDeleted);
    const decided = [...types, ...without];
    const known = Object.keys(RESOURCE_RIGHTS);
    expect(known.filter((type) => !decided.includes(type) && !kept.includes(type))).toEqual([]);
    expect(decided.filter((type) => !known.includes(type))).toEqual([]);
    expect(decided.filter((type, index) => decided.indexOf(type) !== index)).toEqual([]);
  });

  test("deletedLast names exactly the types that Terrace always creates before it destroys", () => {
    const resources = [...synthesizePlatform(full).values()].flatMap(({ resource = {} }) => Object.entries(resource));
    const isFirst = ({ lifecycle }: Block) => (lifecycle as Block | undefined)?.create_before_destroy === true;
    const always = types.filter((type) => {
      const all = resources.flatMap(([of, byName]) => (of === type ? Object.values(byName) : []));
      return all.length > 0 && all.every(isFirst);
    });
    expect(always.length).toBeGreaterThan(8);
    expect(types.filter((type) => TRAFFIC[type]?.deletedLast).sort()).toEqual(always.sort());
  });
});

describe("replacement", () => {
  test.each(types)("of %s is a cut if it is deleted first", (type) => {
    expect(judge(change("replace", `${type}.One`)).cuts).toEqual([`${type}.One`]);
  });

  test.each(types)("of %s that is created first is a cut only if it starts empty", (type) => {
    const { cuts } = judge(change("replace", `${type}.One`, { createsFirst: true }));
    expect(cuts.length).toBe(TRAFFIC[type]?.startsEmpty ? 1 : 0);
  });

  test.each(SERVES_WITHOUT.flatMap((group) => group.types))("of %s is not a cut", (type) => {
    expect(judge(change("replace", `${type}.One`), change("delete", `${type}.Two`))).toEqual({ cuts: [], removals: [] });
  });

  test("is read from the order of the plan's actions", () => {
    const planned = (actions: readonly string[]) => ({
      address: "aws_security_group.One",
      type: "aws_security_group",
      change: { actions, before: {}, after: {} },
    });
    const cutsOf = (...actions: string[]) =>
      trafficCuts([stackPlan(SERVICE, changesOf({ resource_changes: [planned(actions)] }))]).map(({ because }) => because);
    expect(cutsOf("delete", "create")).toEqual(["it is deleted before its replacement is created"]);
    expect(cutsOf("create", "delete")).toEqual([]);
  });
});

describe("security group rules", () => {
  const TYPE = "aws_vpc_security_group_egress_rule";
  const tcp = (port: number) => ({ ip_protocol: "tcp", from_port: port, to_port: port });
  const toTasks = { security_group_id: "sg-lb", referenced_security_group_id: "sg-api" };
  const old = change("delete", `${TYPE}.Old`, { before: { id: "sgr-1", ...toTasks, ...tcp(8080) } });

  test("of an old port are cut if the new port's rule replaces them", () => {
    const created = change("create", `${TYPE}.New`, { after: { ...toTasks, ...tcp(9090) } });
    expect(judge(old, created)).toEqual({ cuts: [old.address], removals: [] });
  });

  test("to another peer on the same port replace the old one", () => {
    const before = { security_group_id: "sg-api", cidr_ipv4: "0.0.0.0/0", ...tcp(443) };
    const after = { ...before, cidr_ipv4: "10.0.0.0/8" };
    expect(judge(change("delete", `${TYPE}.Any`, { before }), change("create", `${TYPE}.Ten`, { after })).cuts).toEqual([`${TYPE}.Any`]);
  });

  test("of a peer that goes are removed, even if another peer gets the same port", () => {
    const group = change("delete", "aws_security_group.Api", { before: { id: "sg-api" } });
    const other = change("create", `${TYPE}.Other`, { after: { ...toTasks, referenced_security_group_id: "sg-web", ...tcp(8080) } });
    expect(judge(old, group, other)).toEqual({ cuts: [], removals: [old.address, group.address] });
  });

  test("of a use that ends are removed, also together with a new use", () => {
    const other = change("create", `${TYPE}.Other`, { after: { security_group_id: "sg-lb", cidr_ipv4: "10.0.0.0/8", ...tcp(443) } });
    expect(judge(old, other)).toEqual({ cuts: [], removals: [old.address] });
  });

  test.each(TRAFFIC[TYPE]?.atOnce ?? [])("are cut by a change of %s in place", (name) => {
    const updated = change("update", `${TYPE}.Old`, { before: { [name]: "old" }, after: { [name]: "new" }, attributes: [name] });
    expect(judge(updated).cuts).toEqual([updated.address]);
  });

  test("are not cut by another change in place", () => {
    expect(judge(change("update", `${TYPE}.Old`, { before: old.before, attributes: ["description", "tags"] })).cuts).toEqual([]);
  });
});

describe("routes of services", () => {
  const TYPE = "aws_lb_listener_rule";
  const LISTENER = "arn:aws:elasticloadbalancing:eu-west-1:1:listener/app/prod/1/2";
  const rule = (hosts: readonly string[], paths: readonly string[]) => ({
    listener_arn: LISTENER,
    condition: [
      ...(hosts.length > 0 ? [{ host_header: [{ values: hosts }], path_pattern: [] }] : []),
      ...(paths.length > 0 ? [{ host_header: [], path_pattern: [{ values: paths }] }] : []),
    ],
  });

  test.each([
    ["a renamed service", rule([], ["/api/*"]), undefined, undefined, rule([], ["/api/*"])],
    ["a path that moves", rule([], ["/api/*", "/v2/*"]), rule([], ["/api/*"]), rule([], ["/web/*"]), rule([], ["/web/*", "/v2/*"])],
    ["a host that moves to a new service", rule(["a.dev", "b.dev"], []), rule(["a.dev"], []), undefined, rule(["b.dev"], [])],
  ])("%s cuts the old rule", (_, before, after, otherBefore, otherAfter) => {
    const old = change(after ? "update" : "delete", `${TYPE}.Old`, { before, ...(after && { after }) });
    const other = change(otherBefore ? "update" : "create", `${TYPE}.New`, {
      ...(otherBefore && { before: otherBefore }),
      after: otherAfter,
    });
    expect(judge(old, other).cuts).toEqual([old.address]);
  });

  test.each([
    ["a removed route", rule([], ["/api/*"]), undefined, rule([], ["/web/*"])],
    ["the same route at another listener", rule([], ["/api/*"]), undefined, { ...rule([], ["/api/*"]), listener_arn: `${LISTENER}0` }],
    ["a path that is replaced in place", rule([], ["/api/*"]), rule([], ["/v2/*"]), rule([], ["/web/*"])],
  ])("%s is not a cut", (_, before, after, created) => {
    const old = change(after ? "update" : "delete", `${TYPE}.Old`, { before, ...(after && { after }) });
    expect(judge(old, change("create", `${TYPE}.New`, { after: created }))).toEqual({ cuts: [], removals: after ? [] : [old.address] });
  });
});

describe("services and workers", () => {
  const CLUSTER = "arn:aws:ecs:eu-west-1:1:cluster/prod";
  const task = (name: string, image: string) => ({ arn: `arn:${name}:1`, container_definitions: JSON.stringify([{ name, image }]) });
  const removed = change("delete", "aws_ecs_service.Mailer", {
    before: { cluster: CLUSTER, name: "mailer", task_definition: "arn:mailer:1" },
  });
  const added = change("create", "aws_ecs_service.Sender", { after: { cluster: CLUSTER, name: "sender" } });
  const oldTask = change("delete", "aws_ecs_task_definition.Mailer", { before: task("mailer", "mail:1") });
  const newTask = (image: string) => change("create", "aws_ecs_task_definition.Sender", { after: task("sender", image) });

  test("a worker that is renamed is cut", () => {
    expect(judge(removed, oldTask, added, newTask("mail:1"))).toEqual({ cuts: [removed.address], removals: [] });
  });

  test.each([
    ["alone", [removed, oldTask]],
    ["together with a new one with another image", [removed, oldTask, added, newTask("send:1")]],
  ])("a worker that is removed %s is only reported", (_, changes) => {
    expect(judge(...changes)).toEqual({ cuts: [], removals: [removed.address] });
  });
});

describe("users that stay", () => {
  const gateway = change("delete", "aws_internet_gateway.Two", { before: { id: "igw-2" } });
  const toOther = change("update", "aws_route.Two", { before: { gateway_id: "igw-2" }, after: { gateway_id: "igw-1" } });

  test("are cut off by a deletion, since Terraform deletes before it changes them", () => {
    expect(judge(gateway, toOther).cuts).toEqual([gateway.address]);
    expect(trafficCuts([stackPlan(SERVICE, [gateway, toOther])])[0]?.because).toBe("aws_route.Two still uses it when it is deleted");
  });

  test("are in another stack, or name it in JSON", () => {
    const role = change("delete", "aws_iam_role.Task", { before: { id: "task", arn: "arn:aws:iam::1:role/task" } });
    const inJson = change("update", "aws_sqs_queue.One", { before: { policy: JSON.stringify({ AWS: "arn:aws:iam::1:role/task" }) } });
    expect(trafficCuts([stackPlan(SERVICE, [role]), stackPlan("prod-data", [inJson])])).toHaveLength(1);
  });

  test.each([
    ["a route that goes too", { ...toOther, action: "delete" as const }],
    ["an alarm", change("update", "aws_cloudwatch_metric_alarm.Two", { before: { dimensions: { GatewayId: "igw-2" } } })],
    ["a longer identifier", change("update", "aws_route.Three", { before: { gateway_id: "igw-22" } })],
  ])("do not include %s", (_, other) => {
    expect(judge(gateway, other).cuts).toEqual([]);
  });

  test("are changed first if the resource is always created before it is destroyed, in its own stack only", () => {
    const old = change("delete", "aws_cloudfront_function.Old", { before: { arn: "arn:function/old" } });
    const user = change("update", "aws_cloudfront_distribution.Cdn", { before: { function_arn: "arn:function/old" } });
    expect(judge(old, user)).toEqual({ cuts: [], removals: [old.address] });
    expect(trafficCuts([stackPlan("prod-data", [old]), stackPlan("prod-edge", [user])])).toHaveLength(1);
  });
});

describe("guard", () => {
  const rule = change("replace", "aws_vpc_security_group_ingress_rule.Api");
  const LINE = `Allow: cut ${SERVICE} ${rule.address}`;

  test("blocks a cut and reports the steps and the required allowance", () => {
    const { refusals } = reviewPlans([stackPlan(SERVICE, [rule])], readAllowances(""), 100);
    expect(refusals.map(({ toAllow }) => allowLine(toAllow))).toEqual([LINE]);
    expect(refusals[0]?.reason).toMatch(
      /^prod-eu-west-1-service would cut the ingress rule \S+: it is deleted before its replacement is created\. Connections .* Instead: Deploy the new port/,
    );
  });

  test("allows a cut that the pull request approves", () => {
    expect(reviewPlans([stackPlan(SERVICE, [rule])], readAllowances(LINE), 100)).toMatchObject({ refusals: [], unmatched: [] });
  });

  test("requires one allowance if a cut is also a loss", () => {
    const listener = change("replace", "aws_lb_listener.Https");
    const { refusals } = reviewPlans([stackPlan(SERVICE, [listener])], readAllowances(""), 100);
    expect(refusals.map(({ toAllow }) => toAllow.kind)).toEqual(["replace"]);
  });

  test("reports removals and does not block them", () => {
    const gone = change("delete", "aws_ecs_service.Api");
    const review = reviewPlans([stackPlan(SERVICE, [gone])], readAllowances(""), 100);
    expect(review).toMatchObject({ refusals: [], removals: [{ stack: SERVICE, change: gone, noun: "service" }] });
  });
});
