import { Construct } from "constructs";
import { accountIdOf } from "../../core/account";
import { nameIn, placementOf } from "../../core/placement";
import { Alarms, type TopicArns } from "../../alarms/alarms";
import { Composites, type NamedAlarm } from "../composite";
import { type AlarmPlan, DEFAULT_HOME, type Home } from "./alarm-plan";
import { type AlarmKey, alarmKey, watchKey } from "./keys";

export interface WatchedAlarmsProps {
  /** The alarms of the whole region. */
  readonly plan: AlarmPlan;
  /** The stack whose alarms are created; it refers to other stacks' alarms by name, and must be deployed after them. @default the default group's */
  readonly home?: Home;
  readonly topics: TopicArns;
  /** The folder of the runbooks, a URL or a path, without a trailing slash. */
  readonly runbooks: string;
}

const NONE: ReadonlyMap<string, NamedAlarm> = new Map();

/**
 * The alarms of a region that one stack creates: metric alarms of its watches, and the composite alarms that make one cause notify once.
 *
 * Cost drivers: $0.10 a month for each metric of an alarm, $0.50 for each composite alarm.
 */
export class WatchedAlarms extends Construct {
  /**
   * ARNs of the paging alarms, built from their names instead of references, so that a dashboard does not depend on alarms. The default group has
   * those of the whole region.
   */
  public readonly pagingArns: readonly string[];

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: WatchedAlarmsProps,
  ) {
    super(scope, id);
    const { plan, topics, runbooks } = props;
    const alarms = new Map<AlarmKey, NamedAlarm>();
    for (const { watch } of plan.watched) {
      const rows = watch.alarms.filter((row) => this.isOwn(alarmKey(watch, row.id)));
      const composed = rows.filter((row) => plan.notifiedByComposite.has(alarmKey(watch, row.id))).map((row) => row.id);
      const made =
        rows.length > 0 ? new Alarms(this, watchKey(watch), rows, { topics, runbooks, notifiedByComposite: composed }).named : NONE;
      for (const row of watch.alarms) alarms.set(alarmKey(watch, row.id), made.get(row.id) ?? this.byName(row));
    }
    for (const row of plan.composites) if (!this.isOwn(row.id)) alarms.set(row.id, this.byName(row));
    const rows = plan.composites.filter((row) => this.isOwn(row.id));
    const composites = new Composites(this, "Composites", {
      rows,
      alarms,
      topics,
      runbooks,
      notifiedByComposite: plan.notifiedByComposite,
    });
    this.pagingArns = this.arnsOf((key) => alarms.get(key) ?? composites.alarm(key));
  }

  private get home(): Home {
    return this.props.home ?? DEFAULT_HOME;
  }

  private isOwn(key: AlarmKey): boolean {
    return this.props.plan.homeOf(key) === this.home;
  }

  /** An alarm of another stack. */
  private byName({ name }: { readonly name: readonly string[] }): NamedAlarm {
    const plainName = nameIn(this, "alarm", placementOf(this).region, ...name);
    return { plainName, name: plainName };
  }

  private arnsOf(alarm: (key: AlarmKey) => NamedAlarm): readonly string[] {
    const { paging } = this.props.plan;
    const shown = this.home === DEFAULT_HOME ? paging : paging.filter((key) => this.isOwn(key));
    if (shown.length === 0) return [];
    const arns = `arn:aws:cloudwatch:${placementOf(this).region}:${accountIdOf(this)}:alarm`;
    return shown.map((key) => `${arns}:${alarm(key).plainName}`);
  }
}
