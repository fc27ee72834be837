import type { StackJson } from "../synth";
import type { PlacedBlock, Watching } from "./platform-alarms";

/** An alarm of either kind, with those that its rule and its suppressor name, by their names in AWS. */
export interface AlarmNode extends PlacedBlock {
  readonly name: string;
  /** Topics that it tells by itself, as references of its stack: `aws_sns_topic.Alerts_Page_1`. */
  readonly topics: readonly string[];
  /** Empty for an alarm on a metric. */
  readonly members: readonly string[];
  readonly joined?: "any" | "all";
  /** The alarm under which it is silent. */
  readonly unless?: string;
}

/** All alarms of an environment by their names. Names are unique in a region of an account, and ours have the region in them. */
export function alarmGraph({ stacks, alarms, composites }: Watching): ReadonlyMap<string, AlarmNode> {
  const all = [...alarms, ...composites].map((found) => told(found, stacks.get(found.stack)));
  return new Map(all.map((alarm) => [alarm.name, alarm]));
}

function told({ stack, region, block }: PlacedBlock, json: StackJson | undefined): AlarmNode {
  const rule = block.alarm_rule as string | undefined;
  const suppressor = block.actions_suppressor as { readonly alarm: string } | undefined;
  return {
    stack,
    region,
    block,
    name: block.alarm_name as string,
    topics: ((block.alarm_actions ?? []) as readonly string[]).flatMap(
      (action) => /^\$\{(aws_sns_topic\.[\w-]+)\.arn\}$/.exec(action)?.[1] ?? [],
    ),
    members: rule === undefined ? [] : [...rule.matchAll(/ALARM\("([^"]+)"\)/g)].map(([, member = ""]) => nameOf(member, json)),
    ...(rule !== undefined && { joined: rule.includes(" AND ") ? "all" : "any" }),
    ...(suppressor && { unless: nameOf(suppressor.alarm, json) }),
  };
}

/** The name that a reference to an alarm of the same stack stands for; the reference itself if there is no such alarm. */
function nameOf(reference: string, json: StackJson | undefined): string {
  const [, type = "", id = ""] = /^\$\{(\w+)\.([\w-]+)\.alarm_name\}$/.exec(reference) ?? [];
  return (json?.resource?.[type]?.[id]?.alarm_name as string | undefined) ?? reference;
}

/** How much an alarm matters, and by which alarm people are told of it. */
export interface NotificationRoute {
  readonly severity: "page" | "ticket" | "none";
  /** The alarm itself, or composite alarms that it is a part of. */
  readonly by: readonly string[];
}

/** Who is told of an alarm: by itself, else by the composite alarms on it. Those that only hold others back tell nobody. */
export function notificationRoute(alarm: AlarmNode, all: ReadonlyMap<string, AlarmNode>): NotificationRoute {
  if (alarm.topics.length > 0) return { severity: severityOf(alarm), by: [alarm.name] };
  const by = [...all.values()].filter(({ members, topics }) => topics.length > 0 && members.includes(alarm.name));
  const severities = by.map(severityOf);
  return { severity: severities.includes("page") ? "page" : (severities[0] ?? "none"), by: by.map(({ name }) => name) };
}

/** By the topic that it tells. */
export function severityOf({ name, topics }: AlarmNode): "page" | "ticket" {
  const severities = topics.map((topic) => /^aws_sns_topic\.Alerts_(Page|Ticket)_/.exec(topic)?.[1]);
  const [first] = severities;
  if (first === undefined || severities.length !== 1)
    throw new Error(`${name} tells ${topics.join(", ")}, which is not one topic of alerts`);
  return first === "Page" ? "page" : "ticket";
}

/** The slug of the runbook that an alarm's text leads to. */
export function runbookOf({ block }: PlacedBlock): string | undefined {
  return /Runbook: \S+\/([a-z0-9-]+)\.md$/.exec(block.alarm_description as string)?.[1];
}
