import type { AlarmsOf, WatchId } from "../../watching/watch";
import type { Watched } from "../../watching/watched";
import { type AlarmKey, alarmKey } from "./keys";

/** What explains an alarm that pages: alarms of the same region. While one of them is raised, nobody is paged by the first. */
export type Causes = ReadonlyMap<AlarmKey, readonly AlarmKey[]>;

/**
 * Which alarms of a region explain which, so that one cause pages once, where it is: all that watches say of it in `explained`. Nothing
 * explains an alarm of another region: CloudWatch's alarms know of no other region.
 */
export function causesOf(things: readonly Watched[]): Causes {
  const causes = new Map<AlarmKey, Set<AlarmKey>>();
  for (const thing of things)
    for (const { of, ids, by } of thing.watch.explained ?? []) {
      const effects = effectsOf(of ? find(things, of) : thing, ids);
      const keys = by.flatMap((cause) => explaining(find(things, cause), cause.ids));
      for (const effect of effects) {
        const known = causes.get(effect) ?? new Set();
        for (const cause of keys) if (cause !== effect) known.add(cause);
        if (known.size > 0) causes.set(effect, known);
      }
    }
  return new Map([...causes].map(([effect, by]) => [effect, [...by]]));
}

/** Things without the alarms that only explain, where they explain nothing: nobody uses the thing. */
export function withoutIdle(things: readonly Watched[], causes: Causes): readonly Watched[] {
  const used = new Set([...causes.values()].flat());
  return things.map((thing) => {
    const { watch } = thing;
    const alarms = watch.alarms.filter(({ id, explains }) => !explains || used.has(alarmKey(watch, id)));
    return { ...thing, watch: { ...watch, alarms } };
  });
}

function find(things: readonly Watched[], { tier, name }: WatchId): Watched | undefined {
  return things.find(({ watch }) => watch.tier === tier && watch.name === name);
}

/** Alarms of a thing that may be explained: those with these ids, or all that page. */
function effectsOf(thing: Watched | undefined, ids: readonly string[] | undefined): readonly AlarmKey[] {
  return keysOf(thing, ({ id, severity }) => (ids ? ids.includes(id) : severity === "page"));
}

/** Alarms of a thing that may explain others: those with these ids, or all that are there to explain. */
function explaining(thing: Watched | undefined, ids: AlarmsOf["ids"]): readonly AlarmKey[] {
  return keysOf(thing, (row) => (ids ? ids.includes(row.id) : "explains" in row && row.explains === true));
}

type Row = Watched["watch"]["alarms"][number] | NonNullable<Watched["composites"]>[number];

function keysOf(thing: Watched | undefined, isMeant: (row: Row) => boolean): readonly AlarmKey[] {
  if (!thing) return [];
  return [...thing.watch.alarms, ...(thing.composites ?? [])].filter(isMeant).map(({ id }) => alarmKey(thing.watch, id));
}
