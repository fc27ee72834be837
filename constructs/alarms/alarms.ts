import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import { seconds } from "../../language/units";
import { nameIn, placementOf } from "../core/placement";
import { limitArguments, metricArguments } from "./alarm-arguments";
import { assertAlarmable } from "./alarm-rules";
import type { AlarmRow, Severity, NotifyingSeverity } from "../watching/alarm-row";
import { alarmText, RUNBOOKS } from "./alarm-text";

/** Topic ARN in the alarms' region for each severity. */
export type TopicArns = Readonly<Record<NotifyingSeverity, string>>;

export interface AlarmOptions<Id extends string = string> {
  /** Topics for notifications. @default no notifications */
  readonly topics?: TopicArns;
  /** The folder of the runbooks, a URL or a path, without a trailing slash. @default "docs/runbooks" */
  readonly runbooks?: string;
  /** Rows for which a composite alarm sends the notifications, so that they send none themselves. @default none */
  readonly notifiedByComposite?: readonly Id[];
}

/**
 * The alarms of one resource, created from rows. An alarm notifies when it fires and when it recovers, which closes the incident in
 * PagerDuty and Opsgenie. INSUFFICIENT_DATA does not notify, since each row sets the treatment of missing data.
 *
 * Cost drivers: $0.10 a month for each metric of an alarm; $0.30 for an anomaly band, which counts as three metrics.
 *
 * @see https://aws.amazon.com/cloudwatch/pricing/
 * @example new Alarms(this, "Alarms", watch.alarms, { topics: topics.arns, runbooks: alerts.runbooks });
 */
export class Alarms<Id extends string = string> extends Construct {
  private readonly alarms = new Map<string, CloudwatchMetricAlarm>();

  public constructor(
    scope: Construct,
    id: string,
    rows: readonly (AlarmRow & { readonly id: Id })[],
    private readonly options: AlarmOptions<Id> = {},
  ) {
    super(scope, id);
    for (const row of rows) this.alarms.set(row.id, this.create(row));
  }

  /** The alarm of a row. */
  public alarm(id: Id): CloudwatchMetricAlarm {
    const alarm = this.alarms.get(id);
    if (!alarm) throw new Error(`"${this.node.path}" has no alarm "${id}"; it has ${[...this.alarms.keys()].join(", ")}`);
    return alarm;
  }

  /** Names of all alarms for composite alarms, by row ID. */
  public get named(): ReadonlyMap<string, { readonly plainName: string; readonly name: string }> {
    return new Map([...this.alarms].map(([id, alarm]) => [id, { plainName: alarm.alarmNameInput ?? "", name: alarm.alarmName }]));
  }

  private create(row: AlarmRow & { readonly id: Id }): CloudwatchMetricAlarm {
    assertAlarmable(row, placementOf(this).region);
    const { topics, runbooks = RUNBOOKS, notifiedByComposite = [] } = this.options;
    return new CloudwatchMetricAlarm(this, row.id, {
      alarmName: nameIn(this, "alarm", placementOf(this).region, ...row.name),
      alarmDescription: alarmText(row, runbooks),
      ...metricArguments(row, seconds(row.period)),
      ...limitArguments(row),
      evaluationPeriods: row.datapoints,
      datapointsToAlarm: row.datapointsToAlarm ?? row.datapoints,
      treatMissingData: row.missingData,
      ...(notifiedByComposite.includes(row.id) ? {} : actionArguments(row.severity, topics)),
    });
  }
}

/** Notification arguments of an alarm, for firing and recovery. */
export function actionArguments(severity: Severity, topics: TopicArns | undefined) {
  if (severity === "none" || !topics) return {};
  return { alarmActions: [topics[severity]], okActions: [topics[severity]] };
}
