import type { Duration } from "../../language/units";
import type { Notification } from "./alarm-row";
import type { Level } from "./level";

/** An alarm on other alarms of its region, as a row. */
export type CompositeRow = CompositeFacts & Notification & Members;

export interface CompositeFacts {
  /** PascalCase role, unique in its scope. */
  readonly id: string;
  /** Parts of its name after the environment and region. */
  readonly name: readonly string[];
  readonly description: string;
  readonly reason: string;
  /** The lowest level of monitoring that has the alarm. @default "full" */
  readonly level?: Level;
  /** Root-cause alarm. While it fires, this alarm sends no notification. @default none */
  readonly suppressedBy?: Suppressor;
}

/**
 * A root-cause alarm as actions suppressor. Its state is not part of the alarm rule: the suppressed alarm still goes to ALARM, only its
 * notifications are suppressed.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm_How_To_Suppress.html
 */
export interface Suppressor {
  /** Name of the alarm, as in {@link Members}. */
  readonly alarm: string;
  /**
   * How long the notification waits for the suppressor to fire. An alarm on a database fires later than one on the errors that it causes.
   * @default 2 minutes, one more than the period of most alarms
   */
  readonly wait?: Duration;
  /** How long the suppression continues after the suppressor recovers. @default 5 minutes, for tasks to reconnect */
  readonly extension?: Duration;
}

/** Members of a composite alarm: it fires if any of them, or all of them, fire. */
export type Members =
  { readonly any: readonly string[]; readonly all?: undefined } | { readonly all: readonly string[]; readonly any?: undefined };

/** Names of the members. */
export function membersOf(members: Members): readonly string[] {
  return members.any ?? members.all;
}
