import type { CompositeRow } from "../../watching/composite-row";
import type { WatchId } from "../../watching/watch";

/** Key of an alarm among all alarms of a region, and its construct ID: `service-api-Down`. */
export type AlarmKey = string;

/** Construct ID of a watch's alarms, for example `service-api`. */
export function watchKey({ tier, name }: WatchId): string {
  return `${tier}-${name.replaceAll(" ", "-")}`;
}

/** @example alarmKey({ tier: "service", name: "api" }, "Down") // service-api-Down */
export function alarmKey(one: WatchId, id: string): AlarmKey {
  return `${watchKey(one)}-${id}`;
}

/** A row whose IDs are unique among the rows of all watches. */
export function qualified(row: CompositeRow, one: WatchId): CompositeRow {
  const key = (id: string) => alarmKey(one, id);
  const { any, all, suppressedBy, ...rest } = row;
  const facts = { ...rest, id: key(row.id), ...(suppressedBy && { suppressedBy: { ...suppressedBy, alarm: key(suppressedBy.alarm) } }) };
  return any ? { ...facts, any: any.map(key) } : { ...facts, all: all.map(key) };
}
