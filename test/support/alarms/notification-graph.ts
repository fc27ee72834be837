import type { StackJson } from "../synth";
import type { PlacedBlock, Watching } from "./platform-alarms";

/** A metric or composite alarm, with the names of the alarms in its rule and of its suppressor. */
export interface AlarmNode extends PlacedBlock {
  readonly name: string;
  /** SNS topics of its alarm actions, as references within its stack: `aws_sns_topic.Alerts_Page_1`. */
  readonly topics: readonly string[];
  /** The alarms in its rule. Empty for a metric alarm. */
  readonly members: readonly string[];
  readonly joined?: "any" | "all";
  /** The alarm that suppresses its actions. */
  readonly unless?: string;
}

/** All alarms of an environment by name. Alarm names contain the region, so they are unique across regions. */
export function alarmGraph({ stacks, alarms, composites }: Watching): ReadonlyMap<string, AlarmNode> {
  const all = [...alarms, ...composites].map((found) => alarmNode(found, stacks.get(found.stack)));
  return new Map(all.map((alarm) => [alarm.name, alarm]));
}

function alarmNode({ stack, region, block }: PlacedBlock, json: StackJson | undefined): AlarmNode {
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

/** The name of the referenced alarm of the same stack; the reference itself if no such alarm exists. */
function nameOf(reference: string, json: StackJson | undefined): string {
  const [, type = "", id = ""] = /^\$\{(\w+)\.([\w-]+)\.alarm_name\}$/.exec(reference) ?? [];
  return (json?.resource?.[type]?.[id]?.alarm_name as string | undefined) ?? reference;
}

/** The severity of an alarm, and the alarms that send its notifications. */
export interface NotificationRoute {
  readonly severity: "page" | "ticket" | "none";
  /** The alarm itself, or the composite alarms with it in their rules. */
  readonly by: readonly string[];
}

/** The notification route of an alarm: its own topics, or else the composite alarms on it. Alarms that only suppress others have none. */
export function notificationRoute(alarm: AlarmNode, all: ReadonlyMap<string, AlarmNode>): NotificationRoute {
  if (alarm.topics.length > 0) return { severity: severityOf(alarm), by: [alarm.name] };
  const by = [...all.values()].filter(({ members, topics }) => topics.length > 0 && members.includes(alarm.name));
  const severities = by.map(severityOf);
  return { severity: severities.includes("page") ? "page" : (severities[0] ?? "none"), by: by.map(({ name }) => name) };
}

/** The severity of an alarm, by its SNS topic. */
export function severityOf({ name, topics }: AlarmNode): "page" | "ticket" {
  const severities = topics.map((topic) => /^aws_sns_topic\.Alerts_(Page|Ticket)_/.exec(topic)?.[1]);
  const [first] = severities;
  if (first === undefined || severities.length !== 1)
    throw new Error(`${name} must have exactly one alert topic, but has ${topics.join(", ")}`);
  return first === "Page" ? "page" : "ticket";
}

/** The slug of the runbook that an alarm's description links to. */
export function runbookOf({ block }: PlacedBlock): string | undefined {
  return /Runbook: \S+\/([a-z0-9-]+)\.md$/.exec(block.alarm_description as string)?.[1];
}
