import type { TerraformStack } from "cdktf";
import { definePlatform } from "../../stacks/platform";
import { grouped, groupedStores, groupsOnly, ungrouped } from "../fixtures/environments/grouped";
import { type AlarmNode, alarmGraph } from "../support/alarms/notification-graph";
import { placed, watchingOf } from "../support/alarms/platform-alarms";
import { synthesizeMissing, synthesizePlatform } from "../support/platform";
import { synthesizeQuickly } from "../support/quick-synth";
import { platformOf } from "../support/resolved";

/** Groups change the stacks of alarms. They change neither the pages nor the alarms that suppress them. */

synthesizeMissing([grouped, groupedStores, groupsOnly, ungrouped]);

type Graph = ReadonlyMap<string, AlarmNode>;

const graphOf = (environment: unknown): Graph => alarmGraph(watchingOf(environment));

/** The metric alarms on which an alarm depends. */
function leaves(graph: Graph, name: string): readonly string[] {
  const { members } = graph.get(name) ?? { members: [] };
  const all = members.length === 0 ? [name] : members.flatMap((member) => leaves(graph, member));
  return [...new Set(all)].sort();
}

const actionsOf = ({ block }: AlarmNode) => ((block.alarm_actions ?? []) as readonly string[]).join();
const pages = (graph: Graph) => [...graph.values()].filter((alarm) => /Alerts_Page|-page$/.test(actionsOf(alarm)));

/** Each page by name: its metric alarms, its suppressors, and its waiting times. */
function routes(graph: Graph, from: string, to: string) {
  const rename = (name: string) => name.replace(from, to).replace(/-groups$/, "");
  const list = (names: readonly string[]) => names.map(rename).sort();
  const found = pages(graph).map((alarm) => {
    const { name, unless, block } = alarm;
    const { wait_period: wait, extension_period: extension } = (block.actions_suppressor ?? {}) as Record<string, number>;
    const by = list(unless === undefined ? [] : leaves(graph, unless));
    return [rename(name), { on: list(leaves(graph, name)), by, wait, extension }] as const;
  });
  return Object.fromEntries(found);
}

const WITHOUT = graphOf(ungrouped);

describe.each([
  ["some workloads in groups", grouped],
  ["all workloads in groups", groupsOnly],
  ["resources that groups monitor", groupedStores],
])("%s", (_, environment) => {
  const graph = graphOf(environment);
  const { name } = environment;

  test("every page has the same alarms and the same suppressors as without groups", () => {
    const [before, after] = [routes(WITHOUT, "grouped-", "x-"), routes(graph, `${name}-`, "x-")];
    expect(Object.keys(before).length).toBeGreaterThan(20);
    expect(Object.values(before).filter(({ by }) => by.length > 0).length).toBeGreaterThan(10);
    // The alarm for Route 53 is in the stack of the front service and has no notification.
    expect(after).toEqual(before);
  });

  test("no metric alarm of a monitoring stack is missing or created twice", () => {
    const names = (all: Graph, from: string) =>
      [...all.values()].flatMap(({ name: alarm, stack, members }) => {
        const isWatch = /-watch(-\w+)?$/.test(stack) && members.length === 0;
        return isWatch ? [alarm.replace(from, "")] : [];
      });
    const [before, after] = [names(WITHOUT, "grouped-"), names(graph, `${name}-`)];
    expect(after.sort()).toEqual(before.sort());
    expect(graph.size).toBe(watchingOf(environment).alarms.length + watchingOf(environment).composites.length);
  });

  test("an alarm depends only on alarms of its own stack, or of stacks that are deployed before it", () => {
    const before = deployedBefore(environment);
    for (const { name: alarm, stack, members, unless } of graph.values())
      for (const named of [...members, ...(unless === undefined ? [] : [unless])]) {
        const other = graph.get(named)?.stack;
        const isBefore = other === stack || before(stack).has(other ?? "");
        expect([alarm, named, other, isBefore]).toEqual([alarm, named, other, true]);
      }
  });

  test("an alarm of a group notifies the topics of its region", () => {
    const topics = placed(synthesizePlatform(environment), "aws_sns_topic").map(({ block }) => String(block.name));
    const others = [...graph.values()].filter(({ stack, block }) => /-(watch-|pages)/.test(stack) && block.alarm_actions !== undefined);
    expect(others.length).toBeGreaterThan(20);
    for (const { name: alarm, block } of others) {
      const [action = ""] = block.alarm_actions as readonly string[];
      const topic = action.split(":").at(-1) ?? "";
      expect([alarm, topics.includes(topic), block.ok_actions]).toEqual([alarm, true, block.alarm_actions]);
    }
  });
});

test("the page of a load balancer is in the stack for pages, because services of several groups suppress it", () => {
  const graph = graphOf(grouped);
  const found = [...graph.values()].filter(({ stack }) => stack === "grouped-eu-west-1-pages").map(({ name }) => name);
  expect(found.length).toBeGreaterThan(0);
  expect(found.filter((name) => !name.endsWith("-groups"))).toEqual([]);
  expect(pages(graph).filter(({ stack }) => stack.endsWith("-pages")).length).toBeGreaterThan(0);
});

test("the alarms of a resource, and of all its instances, are in the monitoring stack of its group", () => {
  const stacks = [...graphOf(groupedStores).values()].flatMap(({ name, stack }) => (/-main-|-emails-/.test(name) ? [stack] : []));
  const watches = new Set(stacks.filter((stack) => /-\d-watch/.test(stack)));
  expect([...watches].sort()).toEqual(["monitored-eu-west-1-watch-checkout"]);
});

test("without groups, no stack for pages exists", () => {
  expect([...synthesizePlatform(ungrouped).keys()].filter((stack) => stack.endsWith("-pages"))).toEqual([]);
});

/** All stacks that are deployed before a stack. */
function deployedBefore(environment: unknown): (stack: string) => ReadonlySet<string> {
  const direct = new Map<string, readonly string[]>();
  synthesizeQuickly((app) => {
    definePlatform(app, platformOf(environment));
    for (const child of app.node.children) {
      const { dependencies } = child as TerraformStack;
      direct.set(
        child.node.id,
        dependencies.map(({ node }) => node.id),
      );
    }
  });
  return (stack) => {
    const found = new Set<string>();
    const visit = (name: string): void => {
      for (const next of direct.get(name) ?? []) if (!found.has(next) && found.add(next)) visit(next);
    };
    visit(stack);
    return found;
  };
}
