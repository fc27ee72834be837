import type { TerraformJson } from "../synthesis/synthesized";
import { parseStackName } from "../../stacks/names";

/** The paging alarms of one monitoring stack, all in one region. */
export interface AlarmGroup {
  readonly stack: string;
  readonly region: string;
  readonly names: readonly string[];
}

/** A synthesized monitoring stack. */
export interface WatchDocument extends TerraformJson {
  readonly provider?: { readonly aws?: readonly { readonly alias?: string; readonly region?: string }[] };
}

const ALARMS = ["aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm"];
const TOPIC = /^\$\{aws_sns_topic\.([\w-]+)\.arn\}$/;

type Attributes = Readonly<Record<string, unknown>>;

/** Whether a stack is a monitoring stack. */
export function isWatch(stack: string): boolean {
  const layer = parseStackName(stack)?.layer;
  return layer === "watch" || layer === "pages";
}

/**
 * Paging alarms have the page topic as an action: a reference in the stack of the topic, its name in the stacks of groups. Alarms that notify through
 * a composite alarm have no action and are skipped.
 */
export function pageAlarmsOf(stack: string, document: WatchDocument): AlarmGroup {
  const topics = (document.resource?.aws_sns_topic ?? {}) as Readonly<Record<string, Attributes>>;
  const isPage = (action: unknown) => {
    const [, id] = TOPIC.exec(String(action)) ?? [];
    const name = id === undefined ? String(action) : String(topics[id]?.name);
    return name.endsWith("-page");
  };
  const alarms = ALARMS.flatMap((type) => Object.values(document.resource?.[type] ?? {}) as Attributes[]);
  const paging = alarms.filter(({ alarm_actions: actions }) => Array.isArray(actions) && actions.some(isPage));
  const region = document.provider?.aws?.find(({ alias }) => alias === undefined)?.region ?? "";
  return { stack, region, names: paging.map(({ alarm_name: name }) => String(name)).sort() };
}
