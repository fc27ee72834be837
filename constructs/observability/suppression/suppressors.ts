import type { AlarmsOf, WatchId } from "../../watching/watch";
import type { Watched } from "../../watching/watched";
import { type AlarmKey, alarmKey } from "./keys";

/** What explains an alarm that pages: alarms of the same region. While one of them is raised, nobody is paged by the first. */
export type Suppressors = ReadonlyMap<AlarmKey, readonly AlarmKey[]>;

/**
 * Which alarms of a region explain which, so that one cause pages once, where it is: all that watches say of it in `explained`. Nothing
 * explains an alarm of another region: CloudWatch's alarms know of no other region.
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

/** Things without the alarms that only explain, where they explain nothing: nobody uses the thing. */
export function withoutScaledToZero(watched: readonly Watched[], suppressors: Suppressors): readonly Watched[] {
  const used = new Set([...suppressors.values()].flat());
  return watched.map((one) => {
    const { watch } = one;
    const alarms = watch.alarms.filter(({ id, suppressesDependents: explains }) => !explains || used.has(alarmKey(watch, id)));
    return { ...one, watch: { ...watch, alarms } };
  });
}

function find(watched: readonly Watched[], { tier, name }: WatchId): Watched | undefined {
  return watched.find(({ watch }) => watch.tier === tier && watch.name === name);
}

/** Alarms of a thing that may be explained: those with these ids, or all that page. */
function suppressibleAlarms(one: Watched | undefined, ids: readonly string[] | undefined): readonly AlarmKey[] {
  return keysOf(one, ({ id, severity }) => (ids ? ids.includes(id) : severity === "page"));
}

/** Alarms of a thing that may explain others: those with these ids, or all that are there to explain. */
function suppressingAlarms(one: Watched | undefined, ids: AlarmsOf["ids"]): readonly AlarmKey[] {
  return keysOf(one, (row) => (ids ? ids.includes(row.id) : "suppressesDependents" in row && row.suppressesDependents === true));
}

type Row = Watched["watch"]["alarms"][number] | NonNullable<Watched["composites"]>[number];

function keysOf(one: Watched | undefined, isMeant: (row: Row) => boolean): readonly AlarmKey[] {
  if (!one) return [];
  return [...one.watch.alarms, ...(one.composites ?? [])].filter(isMeant).map(({ id }) => alarmKey(one.watch, id));
}
