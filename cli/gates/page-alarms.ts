import type { TerraformJson } from "../synthesis/synthesized";
import { parseStackName } from "../../stacks/names";

/** The alarms of one watch stack that page somebody, all in one region. */
export interface AlarmGroup {
  readonly stack: string;
  readonly region: string;
  readonly names: readonly string[];
}

/** A watch stack as it was synthesized. */
export interface WatchDocument extends TerraformJson {
  readonly provider?: { readonly aws?: readonly { readonly alias?: string; readonly region?: string }[] };
}

const ALARMS = ["aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm"];
const TOPIC = /^\$\{aws_sns_topic\.([\w-]+)\.arn\}$/;

type Attributes = Readonly<Record<string, unknown>>;

/** Whether a stack is one that watches others. */
export function isWatch(stack: string): boolean {
  return parseStackName(stack)?.layer === "watch";
}

/** An alarm pages where it tells the topic of pages. Alarms that a composite one tells in their stead tell nobody, and are not asked for. */
export function pageAlarmsOf(stack: string, document: WatchDocument): AlarmGroup {
  const topics = (document.resource?.aws_sns_topic ?? {}) as Readonly<Record<string, Attributes>>;
  const isPage = (action: unknown) => {
    const [, id = ""] = TOPIC.exec(String(action)) ?? [];
    return String(topics[id]?.name).endsWith("-page");
  };
  const alarms = ALARMS.flatMap((type) => Object.values(document.resource?.[type] ?? {}) as Attributes[]);
  const paging = alarms.filter(({ alarm_actions: actions }) => Array.isArray(actions) && actions.some(isPage));
  const region = document.provider?.aws?.find(({ alias }) => alias === undefined)?.region ?? "";
  return { stack, region, names: paging.map(({ alarm_name: name }) => String(name)).sort() };
}
