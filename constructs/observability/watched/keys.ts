import type { CompositeRow } from "../composite";
import type { Watch } from "../../watching/watch";

/** Something that is watched, with the alarms on its alarms. */
export interface Watched {
  readonly watch: Watch;
  /** They name alarms of `watch`, and each other, by the ids of their rows. @default none */
  readonly composites?: readonly CompositeRow[];
}

/** An alarm among all that are made together, and the id of its construct: `service-api-Down`. */
export type AlarmKey = string;

/** The construct of a thing's alarms, for example `service-api`. */
export function thingKey({ tier, name }: Pick<Watch, "tier" | "name">): string {
  return `${tier}-${name.replaceAll(" ", "-")}`;
}

/** @example alarmKey({ tier: "service", name: "api" }, "Down") // service-api-Down */
export function alarmKey(thing: Pick<Watch, "tier" | "name">, id: string): AlarmKey {
  return `${thingKey(thing)}-${id}`;
}

/** A row of a thing as a row among those of all things. */
export function qualified(row: CompositeRow, thing: Pick<Watch, "tier" | "name">): CompositeRow {
  const key = (id: string) => alarmKey(thing, id);
  const { any, all, unless, ...rest } = row;
  const facts = { ...rest, id: key(row.id), ...(unless && { unless: { ...unless, alarm: key(unless.alarm) } }) };
  return any ? { ...facts, any: any.map(key) } : { ...facts, all: all.map(key) };
}
