import { Construct } from "constructs";
import { accountIdOf } from "../../core/account";
import { placementOf } from "../../core/placement";
import { Alarms, type TopicArns } from "../../alarms/alarms";
import { Composites, type NamedAlarm } from "../composite";
import { type Causes, withoutIdle } from "./causes";
import type { Watched } from "../../watching/watched";
import { alarmKey, thingKey } from "./keys";
import { tellingOf } from "./told";

export interface WatchedAlarmsProps {
  readonly things: readonly Watched[];
  readonly causes: Causes;
  readonly topics: TopicArns;
  /** The folder of the runbooks, a URL or a path, without a slash at its end. */
  readonly runbooks: string;
}

/**
 * All alarms of a region, made from what its things are watched by: each alarm on a metric, and the composite alarms that tell one cause
 * once.
 *
 * Cost drivers: 0.10 USD a month for each metric of an alarm, 0.50 USD for each composite alarm.
 */
export class WatchedAlarms extends Construct {
  /** Of the alarms that page. Made from their names, not referred to: a dashboard needs no alarm to be there first. */
  public readonly pagingArns: readonly string[];

  public constructor(scope: Construct, id: string, props: WatchedAlarmsProps) {
    super(scope, id);
    const { causes, topics, runbooks } = props;
    const things = withoutIdle(props.things, causes);
    const { composites: rows, toldByOthers, paging } = tellingOf(things, causes);
    const alarms = new Map<string, NamedAlarm>();
    for (const { watch } of things) {
      const told = watch.alarms.filter((row) => toldByOthers.has(alarmKey(watch, row.id))).map((row) => row.id);
      const made = new Alarms(this, thingKey(watch), watch.alarms, { topics, runbooks, toldByOthers: told });
      for (const [row, named] of made.named) alarms.set(alarmKey(watch, row), named);
    }
    const composites = new Composites(this, "Composites", { rows, alarms, topics, runbooks });
    const arns = `arn:aws:cloudwatch:${placementOf(this).region}:${accountIdOf(this)}:alarm`;
    this.pagingArns = paging.map((key) => `${arns}:${(alarms.get(key) ?? composites.alarm(key)).plainName}`);
  }
}
