import { type Block, resources, type StackJson } from "../synth";
import { alarmStates, type ExpectedBand, type Published, type State } from "./alarm";

/** The state of a composite alarm after each minute, and its notifications. */
export interface Composite {
  readonly states: readonly State[];
  /** Minutes after which its alarm actions run. */
  readonly notified: readonly number[];
}

/** The states of an alarm, by its name in a rule. */
export type StatesOf = (name: string) => readonly State[];

/**
 * Evaluates a synthesized `aws_cloudwatch_composite_alarm` minute by minute. The alarm actions follow the rules of the actions suppressor: no
 * action runs during the wait period, while the suppressor is in ALARM, or during the extension period after that.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm_How_To_Suppress.html
 */
export function compositeStates(alarm: Block, statesOf: StatesOf): Composite {
  const rule = alarm.alarm_rule as string;
  const names = [...rule.matchAll(/\("([^"]+)"\)/g)].map(([, name = ""]) => name);
  const length = Math.max(0, ...names.map((name) => statesOf(name).length));
  const states = Array.from({ length }, (_, minute): State => (holds(rule, (name) => statesOf(name)[minute]) ? "ALARM" : "OK"));
  const suppressor = alarm.actions_suppressor as Suppression | undefined;
  return { states, notified: suppressor ? notifiedMinutes(states, statesOf(suppressor.alarm), suppressor) : begins(states) };
}

interface Suppression {
  readonly alarm: string;
  readonly wait_period: number;
  readonly extension_period: number;
}

/** The minutes after which an alarm enters the state ALARM. */
export function begins(states: readonly State[]): readonly number[] {
  return states.flatMap((state, minute) => (state === "ALARM" && states[minute - 1] !== "ALARM" ? [minute] : []));
}

function notifiedMinutes(states: readonly State[], suppressorStates: readonly State[], suppression: Suppression): readonly number[] {
  const [wait, extension] = [suppression.wait_period / 60, suppression.extension_period / 60];
  const notified: number[] = [];
  let due: number | undefined;
  for (const [minute, state] of states.entries()) {
    if (state !== "ALARM") due = undefined;
    else if (states[minute - 1] !== "ALARM") due = minute + wait;
    if (due === undefined) continue;
    if (suppressorStates[minute] === "ALARM") due = minute + extension + 1;
    else if (minute >= due) {
      notified.push(minute);
      due = undefined;
    }
  }
  return notified;
}

/** Whether a rule of `ALARM`, `OK`, `INSUFFICIENT_DATA`, `AND`, `OR`, `NOT` and parentheses holds. */
export function holds(rule: string, stateOf: (name: string) => State | undefined): boolean {
  const tokens = rule.match(/(?:ALARM|OK|INSUFFICIENT_DATA)\("[^"]+"\)|AND|OR|NOT|TRUE|FALSE|[()]/g) ?? [];
  let position = 0;
  const any = (): boolean => {
    let result = all();
    while (tokens[position] === "OR") {
      position++;
      result = all() || result;
    }
    return result;
  };
  const all = (): boolean => {
    let result = one();
    while (tokens[position] === "AND") {
      position++;
      result = one() && result;
    }
    return result;
  };
  const one = (): boolean => {
    const token = tokens[position++] ?? "";
    if (token === "NOT") return !one();
    if (token === "(") {
      const result = any();
      position++;
      return result;
    }
    if (token === "TRUE" || token === "FALSE") return token === "TRUE";
    const [, state, name] = /^(\w+)\("(.+)"\)$/.exec(token) ?? [];
    if (state === undefined || name === undefined) throw new Error(`"${token}" is not valid in an alarm rule`);
    return stateOf(name) === state;
  };
  return any();
}

/** All alarms of a stack, by alarm name and by the references in rules: `${aws_cloudwatch_metric_alarm.X.alarm_name}`. */
export class StackAlarms {
  private readonly metric = new Map<string, readonly State[]>();
  private readonly composites = new Map<string, Composite>();

  /**
   * @param bands expected bands of anomaly alarms, by alarm name.
   */
  public constructor(
    private readonly stack: StackJson,
    private readonly published: readonly Published[],
    private readonly bands: Readonly<Record<string, ExpectedBand>> = {},
  ) {}

  /** The states of an alarm, by its name or a reference to it. */
  public states(name: string): readonly State[] {
    const plain = this.plain(name);
    const known = this.metric.get(plain);
    if (known) return known;
    const alarm = this.named("aws_cloudwatch_metric_alarm", plain);
    if (!alarm) return this.composite(plain).states;
    const states = alarmStates(alarm, this.published, this.bands[plain]);
    this.metric.set(plain, states);
    return states;
  }

  public composite(name: string): Composite {
    const plain = this.plain(name);
    const known = this.composites.get(plain);
    if (known) return known;
    const alarm = this.named("aws_cloudwatch_composite_alarm", plain);
    if (!alarm) throw new Error(`unknown alarm "${name}"`);
    const composite = compositeStates(alarm, (member) => this.states(member));
    this.composites.set(plain, composite);
    return composite;
  }

  private named(type: string, name: string): Block | undefined {
    return resources(this.stack, type).find((alarm) => alarm.alarm_name === name);
  }

  private plain(name: string): string {
    const [, type = "", id = ""] = /^\$\{(\w+)\.([\w-]+)\.alarm_name\}$/.exec(name) ?? [];
    return (this.stack.resource?.[type]?.[id]?.alarm_name as string | undefined) ?? name;
  }
}
