import { CloudwatchCompositeAlarm } from "@cdktf/provider-aws/lib/cloudwatch-composite-alarm";
import { Construct } from "constructs";
import { seconds } from "../../language/units";
import { nameIn, placementOf } from "../core/placement";
import { type CompositeRow, membersOf, type Suppressor } from "../watching/composite-row";
import { alarmRule } from "./alarm-rule";
import { alarmText, RUNBOOKS } from "../alarms/alarm-text";
import { actionArguments, type TopicArns } from "../alarms/alarms";

/** An alarm that rows can name. */
export interface NamedAlarm {
  /** What it is called in AWS, as a plain string, to measure the rule by. */
  readonly plainName: string;
  /** A reference to its name, so that Terraform makes it before and deletes it after. */
  readonly name: string;
}

export interface CompositesProps {
  readonly rows: readonly CompositeRow[];
  /** The alarms that rows name in `any`, `all` and `unless`, by the names that they use. A row may also name a row before it, by its id. */
  readonly alarms: ReadonlyMap<string, NamedAlarm>;
  /** @default nobody is told */
  readonly topics?: TopicArns;
  /** @default "docs/runbooks" */
  readonly runbooks?: string;
}

/**
 * Alarms on alarms: one cause must not page ten times. Their members are told by them, so they tell nobody by themselves
 * (`notifiedByComposite` of `Alarms`).
 *
 * Cost drivers: 0.50 USD a month for each composite alarm.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm.html
 * @example
 * const alarms = new Alarms(this, "Alarms", rows, { topics, notifiedByComposite: ["Errors", "Slow"] });
 * new Composites(this, "Composites", {
 *   alarms: alarms.named,
 *   rows: [{ id: "Api", name: ["api"], any: ["Errors", "Slow"], unless: { alarm: "DatabaseDown" }, severity: "page", … }],
 *   topics,
 * });
 */
export class Composites extends Construct {
  private readonly known: Map<string, NamedAlarm>;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: CompositesProps,
  ) {
    super(scope, id);
    this.known = new Map(props.alarms);
    for (const row of props.rows) this.known.set(row.id, this.create(row));
  }

  /** The alarm of a row, for another row or dashboard to name. */
  public alarm(id: string): NamedAlarm {
    return this.find(id, this.node.path);
  }

  private create(row: CompositeRow): NamedAlarm {
    if (this.known.has(row.id)) throw new Error(`"${this.node.path}" would have two alarms called "${row.id}"`);
    const plainName = nameIn(this, "alarm", placementOf(this).region, ...row.name);
    const alarm = new CloudwatchCompositeAlarm(this, row.id, {
      alarmName: plainName,
      alarmDescription: alarmText(row, this.props.runbooks ?? RUNBOOKS),
      alarmRule: this.rule(row),
      ...(row.suppressedBy && { actionsSuppressor: this.suppressor(row, row.suppressedBy) }),
      ...actionArguments(row.severity, this.props.topics),
    });
    return { plainName, name: alarm.alarmName };
  }

  private rule(row: CompositeRow): string {
    const found = membersOf(row).map((member) => this.find(member, row.id));
    const references = new Map(found.map(({ plainName, name }) => [plainName, name]));
    const plain = found.map(({ plainName }) => plainName);
    return alarmRule(row.any ? { any: plain } : { all: plain }, (name) => references.get(name) ?? name);
  }

  private suppressor(row: CompositeRow, { alarm, wait = "2 minutes", extension = "5 minutes" }: Suppressor) {
    if (membersOf(row).includes(alarm))
      throw new Error(`composite alarm "${row.id}" is silenced by "${alarm}", which is a part of it: it could never tell of that`);
    return { alarm: this.find(alarm, row.id).name, waitPeriod: seconds(wait), extensionPeriod: seconds(extension) };
  }

  private find(name: string, by: string): NamedAlarm {
    const found = this.known.get(name);
    if (!found) throw new Error(`"${by}" names the alarm "${name}", which is not there; there are ${[...this.known.keys()].join(", ")}`);
    return found;
  }
}
