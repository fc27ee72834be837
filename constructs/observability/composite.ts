import { CloudwatchCompositeAlarm } from "@cdktf/provider-aws/lib/cloudwatch-composite-alarm";
import { Construct } from "constructs";
import { seconds } from "../../language/units";
import { nameIn, placementOf } from "../core/placement";
import { type CompositeRow, membersOf, type Suppressor } from "../watching/composite-row";
import { alarmRule } from "./alarm-rule";
import { alarmText, RUNBOOKS } from "../alarms/alarm-text";
import { actionArguments, type TopicArns } from "../alarms/alarms";

/** An alarm that rows can reference. */
export interface NamedAlarm {
  /** Its name in AWS as a plain string, to measure the rule's length. */
  readonly plainName: string;
  /** A reference to its name, so that Terraform creates it before and deletes it after the composite alarm. */
  readonly name: string;
}

export interface CompositesProps {
  readonly rows: readonly CompositeRow[];
  /** The alarms that rows reference in `any`, `all` and `suppressedBy`, by key. A row can also reference an earlier row, by its ID. */
  readonly alarms: ReadonlyMap<string, NamedAlarm>;
  /** @default no notification */
  readonly topics?: TopicArns;
  /** @default "docs/runbooks" */
  readonly runbooks?: string;
  /** IDs of rows for which another row sends the notifications. @default none */
  readonly notifiedByComposite?: ReadonlySet<string>;
}

/**
 * Composite alarms, so that one cause does not page several times. They notify on behalf of their members, which do not notify themselves
 * (`notifiedByComposite` of `Alarms`).
 *
 * Cost drivers: $0.50 a month for each composite alarm.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm.html
 * @example
 * const alarms = new Alarms(this, "Alarms", rows, { topics, notifiedByComposite: ["Errors", "Slow"] });
 * new Composites(this, "Composites", {
 *   alarms: alarms.named,
 *   rows: [{ id: "Api", name: ["api"], any: ["Errors", "Slow"], suppressedBy: { alarm: "DatabaseDown" }, severity: "page", … }],
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

  /** The alarm of a row, for another row or a dashboard. */
  public alarm(id: string): NamedAlarm {
    return this.find(id, this.node.path);
  }

  private create(row: CompositeRow): NamedAlarm {
    if (this.known.has(row.id)) throw new Error(`"${this.node.path}" has a duplicate alarm ID "${row.id}"`);
    const plainName = nameIn(this, "alarm", placementOf(this).region, ...row.name);
    const alarm = new CloudwatchCompositeAlarm(this, row.id, {
      alarmName: plainName,
      alarmDescription: alarmText(row, this.props.runbooks ?? RUNBOOKS),
      alarmRule: this.rule(row),
      ...(row.suppressedBy && { actionsSuppressor: this.suppressor(row, row.suppressedBy) }),
      ...(this.props.notifiedByComposite?.has(row.id) === true ? {} : actionArguments(row.severity, this.props.topics)),
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
      throw new Error(
        `composite alarm "${row.id}" is suppressed by its own member "${alarm}", so it could never notify: remove the member or the suppressor`,
      );
    return { alarm: this.find(alarm, row.id).name, waitPeriod: seconds(wait), extensionPeriod: seconds(extension) };
  }

  private find(name: string, by: string): NamedAlarm {
    const found = this.known.get(name);
    if (!found) throw new Error(`"${by}" references the unknown alarm "${name}"; valid: ${[...this.known.keys()].join(", ")}`);
    return found;
  }
}
