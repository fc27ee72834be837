import { Construct } from "constructs";
import { accountIdOf } from "../../core/account";
import { placementOf } from "../../core/placement";
import { Alarms, type TopicArns } from "../../alarms/alarms";
import { Composites, type NamedAlarm } from "../composite";
import { type Suppressors, withoutScaledToZero } from "./suppressors";
import type { Watched } from "../../watching/watched";
import { alarmKey, watchKey } from "./keys";
import { notificationPlan } from "./notification-plan";

export interface WatchedAlarmsProps {
  readonly watched: readonly Watched[];
  readonly suppressors: Suppressors;
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
    const { suppressors, topics, runbooks } = props;
    const watched = withoutScaledToZero(props.watched, suppressors);
    const { composites: rows, notifiedByComposite, paging } = notificationPlan(watched, suppressors);
    const alarms = new Map<string, NamedAlarm>();
    for (const { watch } of watched) {
      const told = watch.alarms.filter((row) => notifiedByComposite.has(alarmKey(watch, row.id))).map((row) => row.id);
      const made = new Alarms(this, watchKey(watch), watch.alarms, { topics, runbooks, notifiedByComposite: told });
      for (const [row, named] of made.named) alarms.set(alarmKey(watch, row), named);
    }
    const composites = new Composites(this, "Composites", { rows, alarms, topics, runbooks });
    const arns = `arn:aws:cloudwatch:${placementOf(this).region}:${accountIdOf(this)}:alarm`;
    this.pagingArns = paging.map((key) => `${arns}:${(alarms.get(key) ?? composites.alarm(key)).plainName}`);
  }
}
