import type { CompositeRow } from "../../watching/composite-row";
import type { Watched } from "../../watching/watched";
import { type AlarmKey, alarmKey } from "./keys";
import type { Suppressors } from "./suppressors";

/**
 * For each watch with a combined page, the composite alarm that notifies on behalf of its paging alarms. A watch with one paging alarm needs
 * none: the alarm pages itself.
 */
export function combinedPages(watched: readonly Watched[]): readonly CompositeRow[] {
  return watched.flatMap(({ watch, composites = [] }) => {
    const paging = [...watch.alarms.filter(({ pagesItself }) => pagesItself !== true), ...composites].filter(
      ({ severity }) => severity === "page",
    );
    if (!watch.page || paging.length < 2) return [];
    return [{ ...watch.page, id: alarmKey(watch, "Page"), severity: "page", any: paging.map(({ id }) => alarmKey(watch, id)) }];
  });
}

/**
 * The suppressors of a combined page: those of any member. The cause of one member notifies separately, and after it the page notifies if a
 * member is still firing. Members never suppress each other, because they notify together.
 */
export function suppressorsOfAny({ any = [] }: CompositeRow, suppressors: Suppressors): readonly AlarmKey[] {
  return [...new Set(any.flatMap((key) => suppressors.get(key) ?? []))].filter((key) => !any.includes(key));
}
