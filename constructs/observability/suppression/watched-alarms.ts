import { Construct } from "constructs";
import { accountIdOf } from "../../core/account";
import { placementOf } from "../../core/placement";
import { Alarms, type TopicArns } from "../../alarms/alarms";
import { Composites, type NamedAlarm } from "../composite";
import { type Suppressors, withoutUnusedSuppressors } from "./suppressors";
import type { Watched } from "../../watching/watched";
import { alarmKey, watchKey } from "./keys";
import { notificationPlan } from "./notification-plan";

export interface WatchedAlarmsProps {
  readonly watched: readonly Watched[];
  readonly suppressors: Suppressors;
  readonly topics: TopicArns;
  /** The folder of the runbooks, a URL or a path, without a trailing slash. */
  readonly runbooks: string;
}

/**
 * All alarms of a region: each metric alarm of its watches, and the composite alarms that make one cause notify once.
 *
 * Cost drivers: $0.10 a month for each metric of an alarm, $0.50 for each composite alarm.
 */
export class WatchedAlarms extends Construct {
  /** ARNs of the paging alarms, built from their names instead of references, so that a dashboard does not depend on alarms. */
  public readonly pagingArns: readonly string[];

  public constructor(scope: Construct, id: string, props: WatchedAlarmsProps) {
    super(scope, id);
    const { suppressors, topics, runbooks } = props;
    const watched = withoutUnusedSuppressors(props.watched, suppressors);
    const { composites: rows, notifiedByComposite, paging } = notificationPlan(watched, suppressors);
    const alarms = new Map<string, NamedAlarm>();
    for (const { watch } of watched) {
      const composed = watch.alarms.filter((row) => notifiedByComposite.has(alarmKey(watch, row.id))).map((row) => row.id);
      const made = new Alarms(this, watchKey(watch), watch.alarms, { topics, runbooks, notifiedByComposite: composed });
      for (const [row, named] of made.named) alarms.set(alarmKey(watch, row), named);
    }
    const composites = new Composites(this, "Composites", { rows, alarms, topics, runbooks, notifiedByComposite });
    const arns = `arn:aws:cloudwatch:${placementOf(this).region}:${accountIdOf(this)}:alarm`;
    this.pagingArns = paging.map((key) => `${arns}:${(alarms.get(key) ?? composites.alarm(key)).plainName}`);
  }
}
