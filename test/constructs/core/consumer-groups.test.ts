import { ConsumerGroups, GROUP_RULES } from "../../../constructs/core/consumer-groups";
import { connect, SecurityGroup } from "../../../constructs/core/security-group";
import { grouped } from "../../../language/collections";
import { outputValue, resources, synthesizeConstructs } from "../../support/synth";

const names = (count: number) => Array.from({ length: count }, (_none, index) => `api-${String(index).padStart(3, "0")}`);

/** Groups of a cache, one rule for each consumer, and the group of each consumer as an output. */
function groupsOf(consumers: readonly string[], remoteRules: number) {
  const stack = synthesizeConstructs((scope) => {
    const groups = new ConsumerGroups(scope, "SecurityGroup", {
      vpcId: "vpc-1",
      role: "sessions-cache",
      description: "Cache",
      consumers,
      remoteRules,
    });
    const tasks = new SecurityGroup(scope, "Tasks", { vpcId: "vpc-1", role: "tasks", description: "Tasks" });
    for (const name of consumers) {
      const { group, moves } = groups.of(name);
      connect(scope, name, tasks, group, { protocol: "tcp", from: 6379 }, "Cache", { moves });
    }
    const of = Object.fromEntries(consumers.map((name) => [name, groups.of(name).group.securityGroupId]));
    scope.addOverride("output.groups.value", { of, ids: groups.ids, first: groups.first.securityGroupId });
  });
  const rules = resources(stack, "aws_vpc_security_group_ingress_rule");
  const { of, ids, first } = outputValue(stack, "groups") as { of: Record<string, string>; ids: string[]; first: string };
  const sizes = [...grouped(rules.map((rule) => [rule.security_group_id, rule])).values()].map((group) => group.length);
  return { of, ids, first, sizes, rules, groups: resources(stack, "aws_security_group") };
}

test("a resource with up to 60 rules has one security group, whose rules have no lifecycle", () => {
  const { ids, sizes, rules } = groupsOf(names(GROUP_RULES - 2), 2);
  expect([ids.length, sizes]).toEqual([1, [58]]);
  expect(rules.filter(({ lifecycle }) => lifecycle !== undefined)).toEqual([]);
});

test("more consumers have further groups, each with at most 60 rules, including those for other regions in the first one", () => {
  const { ids, first, sizes, rules, groups } = groupsOf(names(150), 2);
  expect(ids).toHaveLength(3);
  expect(ids[0]).toBe(first);
  expect(sizes).toEqual([58, 60, 32]);
  expect(groups.map(({ name_prefix }) => name_prefix).sort()).toEqual([
    "dev-sessions-cache-",
    "dev-sessions-cache-2-",
    "dev-sessions-cache-3-",
    "dev-tasks-",
  ]);
  expect(rules.filter(({ lifecycle }) => lifecycle === undefined)).toEqual([]);
});

test("a new consumer moves the rule of one other consumer to each further group", () => {
  const [before, after] = [groupsOf(names(150), 0).of, groupsOf(["a-new-one", ...names(150)], 0).of];
  expect(Object.keys(before).filter((name) => before[name] !== after[name])).toEqual(["api-059", "api-119"]);
});
