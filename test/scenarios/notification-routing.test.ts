import { existsSync } from "node:fs";
import { join } from "node:path";
import { full } from "../fixtures/environments/full";
import { dev, prod, staging } from "../fixtures/environments/photofeed";
import { stores } from "../fixtures/environments/stores";
import { type Watching, watchingOf } from "../support/alarms/platform-alarms";
import { runbookOf, severityOf, notificationRoute, alarmGraph } from "../support/alarms/notification-graph";
import type { Block } from "../support/synth";

const PLATFORMS = [prod, staging, dev, full, stores].map((environment) => {
  const watching = watchingOf(environment);
  return [watching.platform.name, { watching, all: alarmGraph(watching) }] as const;
});

/** CloudWatch's limits for composite alarms: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html */
const LIMITS = { characters: 10_240, children: 100 };

test.each(PLATFORMS)("%s: alarm names are unique, and each rule is within CloudWatch's limits", (_, { watching, all }) => {
  expect(all.size).toBe(watching.alarms.length + watching.composites.length);
  for (const { members, block } of all.values()) {
    expect(members.length).toBeLessThanOrEqual(LIMITS.children);
    expect(((block.alarm_rule as string | undefined) ?? "").length).toBeLessThanOrEqual(LIMITS.characters);
  }
});

test.each(PLATFORMS)("%s: composite alarms refer to alarms of their own region and stack", (_, { all }) => {
  for (const { name, region, stack, members, unless } of all.values()) {
    for (const named of [...members, ...(unless === undefined ? [] : [unless])]) {
      const found = all.get(named);
      expect([name, named, found?.region, found?.stack]).toEqual([name, named, region, stack]);
    }
  }
});

test.each(PLATFORMS)("%s: no alarm depends on itself through rules or suppressors", (_, { all }) => {
  const circles: string[] = [];
  const done = new Set<string>();
  const visit = (name: string, path: readonly string[]): void => {
    if (path.includes(name)) circles.push([...path, name].join(" → "));
    if (done.has(name) || path.includes(name)) return;
    const alarm = all.get(name);
    for (const next of [...(alarm?.members ?? []), ...(alarm?.unless === undefined ? [] : [alarm.unless])]) visit(next, [...path, name]);
    done.add(name);
  };
  for (const name of all.keys()) visit(name, []);
  expect(circles).toEqual([]);
});

test.each(PLATFORMS)(
  "%s: alarms notify a topic of their own stack, which is in their region, when they begin and when they end",
  (_, { watching, all }) => {
    for (const { name, stack, topics, block } of all.values()) {
      if (topics.length > 0) expect([name, block.ok_actions]).toEqual([name, block.alarm_actions]);
      for (const topic of topics) expect([name, typeof topicIn(watching, stack, topic)]).toEqual([name, "object"]);
    }
  },
);

function topicIn({ stacks }: Watching, stack: string, topic: string): unknown {
  const [type = "", id = ""] = topic.split(".");
  return stacks.get(stack)?.resource?.[type]?.[id];
}

test.each(PLATFORMS)("%s: alarms with a runbook notify, and every paging alarm has an existing runbook", (_, { all }) => {
  for (const alarm of all.values()) {
    const { severity } = notificationRoute(alarm, all);
    const runbook = runbookOf(alarm);
    if (runbook !== undefined) expect([alarm.name, severity === "none"]).toEqual([alarm.name, false]);
    if (alarm.topics.length === 0 || severityOf(alarm) === "ticket") continue;
    expect([alarm.name, runbook]).toEqual([alarm.name, expect.any(String)]);
    const own = alarm.block.alarm_description as string;
    if (own.includes("docs/runbooks/") && !own.includes("://"))
      expect([runbook, existsSync(join(__dirname, "../../docs/runbooks", `${runbook ?? ""}.md`))]).toEqual([runbook, true]);
  }
});

/** In `stores` no workload uses the resources, so they suppress nothing. */
const USED = PLATFORMS.filter(([name]) => name !== "stores");

test.each(USED)("%s: an alarm without notification has another purpose", (_, { watching, all }) => {
  const json = JSON.stringify([...watching.stacks.values()]);
  const idle = [...all.values()].filter((alarm) => notificationRoute(alarm, all).severity === "none" && !serves(alarm.block));
  expect(idle.map(({ name }) => name)).toEqual([]);

  /** It has an action (scales a worker from zero), or Route 53, a deployment or another alarm refers to it. */
  function serves({ alarm_actions, alarm_name, "//": about }: Block): boolean {
    const { uniqueId } = (about as { readonly metadata: { readonly uniqueId: string } }).metadata;
    return alarm_actions !== undefined || json.includes(`.${uniqueId}.`) || json.split(`"${String(alarm_name)}"`).length > 2;
  }
});
