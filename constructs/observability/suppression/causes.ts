import { grouped } from "../../../language/collections";
import { chunks } from "../../../language/chunks";
import { RULE_LIMITS } from "../alarm-rule";
import type { CompositeRow } from "../../watching/composite-row";
import type { Watched } from "../../watching/watched";
import { type AlarmKey, alarmKey, watchKey } from "./keys";

/** Half of the members that a composite alarm can have: it leaves room for long names in the rule. */
const MEMBERS = RULE_LIMITS.children / 2;

const SUPPRESSES = { reason: "Suppresses the dependent alarm, so that one outage pages once.", severity: "none" } as const;

/** Names in a description before "and 3 more". */
const NAMED_EFFECTS = 3;

interface Cause {
  readonly id: string;
  readonly name: readonly string[];
  readonly any: readonly AlarmKey[];
  /** The alarms that it suppresses. */
  readonly effects: string[];
}

/**
 * The composite alarms that combine several root causes of an alarm, because an alarm has one suppressor. Alarms with the same causes share
 * one, and the causes of one resource are combined in one: otherwise each alarm of a database would be a member for every service that uses
 * the database, and an alarm can be in 150 composite alarms at most.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
 */
export class Causes {
  private readonly owners: ReadonlyMap<AlarmKey, Watched["watch"]>;
  private readonly shared = new Map<string, Cause>();
  private readonly byOwner = new Map<string, CompositeRow>();

  public constructor(watched: readonly Watched[]) {
    this.owners = new Map(
      watched.flatMap(({ watch, composites = [] }) =>
        [...watch.alarms, ...composites].map(({ id }) => [alarmKey(watch, id), watch] as const),
      ),
    );
  }

  /** The suppressor of an alarm with several causes. */
  public suppressorOf(effect: CompositeRow, causes: readonly AlarmKey[]): AlarmKey {
    const list = JSON.stringify([...causes].sort());
    const known = this.shared.get(list);
    const cause = known ?? {
      id: `${effect.id}-Explained`,
      name: [...effect.name, "explained"],
      any: this.combined(effect, causes),
      effects: [],
    };
    if (!known) this.shared.set(list, cause);
    cause.effects.push(effect.name.join("-"));
    return cause.any.length === 1 && cause.any[0] !== undefined ? cause.any[0] : cause.id;
  }

  /** All composite alarms of causes. */
  public rows(): readonly CompositeRow[] {
    const explained = [...this.shared.values()].filter(({ any }) => any.length > 1);
    return [...this.byOwner.values(), ...explained.flatMap((cause) => nested({ ...SUPPRESSES, ...rowOf(cause) }))];
  }

  /** The causes, with one composite alarm instead of several causes of the same other resource. Causes of the resource itself stay apart. */
  private combined(effect: CompositeRow, causes: readonly AlarmKey[]): readonly AlarmKey[] {
    const groupOf = (key: AlarmKey) => {
      const owner = this.owners.get(key);
      // The alarms of a workload with a combined page suppress only the load balancer: a composite alarm of their own would save nothing.
      return owner && !owner.page && !effect.id.startsWith(`${watchKey(owner)}-`) ? watchKey(owner) : key;
    };
    const groups = grouped(causes.map((key) => [groupOf(key), key] as const));
    return [...groups.values()].map((keys) => this.causeOfOwner(keys));
  }

  private causeOfOwner(keys: readonly AlarmKey[]): AlarmKey {
    const [first = "", second] = keys;
    const owner = this.owners.get(first);
    if (second === undefined || !owner) return first;
    const list = JSON.stringify([...keys].sort());
    const known = this.byOwner.get(list);
    if (known) return known.id;
    const number = [...this.byOwner.values()].filter(({ id }) => id.startsWith(`${watchKey(owner)}-Causes`)).length;
    const ending = number === 0 ? "" : `-${number + 1}`;
    const row: CompositeRow = {
      ...SUPPRESSES,
      id: `${watchKey(owner)}-Causes${ending}`,
      name: [owner.tier, ...owner.name.split(" "), `causes${ending}`],
      description: `An alarm of ${owner.name} that causes others is firing. It notifies separately.`,
      any: keys,
    };
    this.byOwner.set(list, row);
    return row.id;
  }
}

function rowOf({ id, name, any, effects }: Cause) {
  const [shown, more] = [effects.slice(0, NAMED_EFFECTS), effects.length - NAMED_EFFECTS];
  const names = shown.map((effect) => `"${effect}"`).join(", ") + (more > 0 ? ` and ${more} more` : "");
  return { id, name, any, description: `A root-cause alarm of ${names} is firing. It notifies separately.` };
}

/** A row with more members than a composite alarm can have, as one row on top of others. */
export function nested(row: CompositeRow): readonly CompositeRow[] {
  if (!row.any || row.any.length <= RULE_LIMITS.children) return [row];
  const parts = chunks(row.any, MEMBERS).map((any, index): CompositeRow => ({
    ...SUPPRESSES,
    id: `${row.id}-Part${index + 1}`,
    name: [...row.name, `part-${index + 1}`],
    description: row.description,
    any,
  }));
  return [...parts, ...nested({ ...row, any: parts.map(({ id }) => id) })];
}
