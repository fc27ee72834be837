import type { AlarmsOf, WatchId } from "../../watching/watch";
import type { Watched } from "../../watching/watched";
import { type AlarmKey, alarmKey } from "./keys";

/** The suppressors of each paging alarm, in the same region. While one of them fires, the alarm does not page. */
export type Suppressors = ReadonlyMap<AlarmKey, readonly AlarmKey[]>;

/**
 * Collects the suppressors of a region's alarms from `suppressed` of all watches, so that one cause pages once. Alarms of other regions
 * never suppress, because CloudWatch cannot reference them.
 */
export function suppressorsIn(watched: readonly Watched[]): Suppressors {
  const suppressors = new Map<AlarmKey, Set<AlarmKey>>();
  for (const one of watched)
    for (const { of, ids, by } of one.watch.suppressed ?? []) {
      const effects = suppressibleAlarms(of ? find(watched, of) : one, ids);
      const keys = by.flatMap((cause) => suppressingAlarms(find(watched, cause), cause.ids));
      for (const effect of effects) {
        const known = suppressors.get(effect) ?? new Set();
        for (const cause of keys) if (cause !== effect) known.add(cause);
        if (known.size > 0) suppressors.set(effect, known);
      }
    }
  return new Map([...suppressors].map(([effect, by]) => [effect, [...by]]));
}

/** Removes alarms that only suppress and have no dependents, because no workload uses their resource. */
export function withoutUnusedSuppressors(watched: readonly Watched[], suppressors: Suppressors): readonly Watched[] {
  const used = new Set([...suppressors.values()].flat());
  return watched.map((one) => {
    const { watch } = one;
    const alarms = watch.alarms.filter(({ id, suppressesDependents: suppressor }) => !suppressor || used.has(alarmKey(watch, id)));
    return { ...one, watch: { ...watch, alarms } };
  });
}

function find(watched: readonly Watched[], { tier, name }: WatchId): Watched | undefined {
  return watched.find(({ watch }) => watch.tier === tier && watch.name === name);
}

/** Alarms of a watch that can be suppressed: those with these IDs. Default: all paging alarms. */
function suppressibleAlarms(one: Watched | undefined, ids: readonly string[] | undefined): readonly AlarmKey[] {
  return keysOf(one, ({ id, severity }) => (ids ? ids.includes(id) : severity === "page"));
}

/** Alarms of a watch that can suppress others: those with these IDs, or all with `suppressesDependents`. */
function suppressingAlarms(one: Watched | undefined, ids: AlarmsOf["ids"]): readonly AlarmKey[] {
  return keysOf(one, (row) => (ids ? ids.includes(row.id) : "suppressesDependents" in row && row.suppressesDependents === true));
}

type Row = Watched["watch"]["alarms"][number] | NonNullable<Watched["composites"]>[number];

function keysOf(one: Watched | undefined, isMeant: (row: Row) => boolean): readonly AlarmKey[] {
  if (!one) return [];
  return [...one.watch.alarms, ...(one.composites ?? [])].filter(isMeant).map(({ id }) => alarmKey(one.watch, id));
}
