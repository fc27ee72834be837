import type { Duration } from "../../language/units";
import type { Notification } from "./alarm-row";

/** An alarm on other alarms of its region, as a row. */
export type CompositeRow = CompositeFacts & Notification & Members;

export interface CompositeFacts {
  /** PascalCase role, unique in its scope. */
  readonly id: string;
  /** Parts of its name behind the environment and region. */
  readonly name: readonly string[];
  readonly description: string;
  readonly reason: string;
  /** The cause that explains it: while that alarm is raised, nobody is told by this one. @default none */
  readonly suppressedBy?: Suppressor;
}

/**
 * The alarm of a cause. Its state is not a part of the rule, so the effect is still seen as raised; only its messages are held back.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm_How_To_Suppress.html
 */
export interface Suppressor {
  /** As the rows' members are named. */
  readonly alarm: string;
  /**
   * How long an effect waits for its cause to be seen, before people are told of the effect. An alarm on a database needs longer than one on
   * the errors it makes. @default 2 minutes, one more than the period of most alarms
   */
  readonly wait?: Duration;
  /** How long after the end of the cause an effect may last, before people are told of the effect. @default 5 minutes, for tasks to reconnect */
  readonly extension?: Duration;
}

/** What a composite alarm watches: one of its alarms, or all of them. */
export type Members =
  { readonly any: readonly string[]; readonly all?: undefined } | { readonly all: readonly string[]; readonly any?: undefined };

/** The names that a rule is on. */
export function membersOf(members: Members): readonly string[] {
  return members.any ?? members.all;
}
