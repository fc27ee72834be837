import { type Duration, seconds } from "../../../language/units";
import type { AlarmRow } from "../../watching/alarm-row";
import type { CompositeRow } from "../../watching/composite-row";
import type { Suppressors } from "./suppressors";
import type { Watched } from "../../watching/watched";
import { type AlarmKey, alarmKey, qualified } from "./keys";

/** What is told of things, when one cause is to be told once. */
export interface NotificationPlan {
  /** In an order in which each names only those before it. */
  readonly composites: readonly CompositeRow[];
  /** Alarms on metrics that a composite alarm tells in their stead. */
  readonly notifiedByComposite: ReadonlySet<AlarmKey>;
  /** All that page, by themselves or for others. */
  readonly paging: readonly AlarmKey[];
}

/**
 * The composite alarms of things: those that they have, and one in the stead of each alarm that pages and has causes, since CloudWatch holds
 * back the messages of composite alarms only.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm_How_To_Suppress.html
 */
export function notificationPlan(watched: readonly Watched[], suppressors: Suppressors): NotificationPlan {
  const plain = watched.flatMap(({ watch, composites = [] }) => composites.map((row) => qualified(row, watch)));
  const pages = watched.flatMap(({ watch }) =>
    watch.alarms.filter((row) => row.severity === "page").map((row) => ({ row, key: alarmKey(watch, row.id) })),
  );
  const suppressible = pages.filter(({ key }) => suppressors.has(key));
  const forAlarms = suppressible.flatMap(({ row, key }) => compositeFor(row, key, suppressors.get(key) ?? []));
  const durations = new Map(
    watched.flatMap(({ watch }) => watch.alarms.map((row) => [alarmKey(watch, row.id), evaluationSeconds(row)] as const)),
  );
  const own = plain.flatMap((row) => withSuppressor(row, suppressors.get(row.id) ?? [], holdSeconds(row, durations)));
  const composites = ordered([...forAlarms, ...own]);
  return {
    composites,
    notifiedByComposite: new Set(suppressible.map(({ key }) => key)),
    paging: [
      ...pages.filter(({ key }) => !suppressors.has(key)).map(({ key }) => key),
      ...composites.filter(({ severity }) => severity === "page").map(({ id }) => id),
    ],
  };
}

type PagingRow = Extract<AlarmRow, { readonly severity: "page" }>;

/** One alarm in the stead of another one. */
function compositeFor(row: PagingRow, key: AlarmKey, suppressors: readonly AlarmKey[]): readonly CompositeRow[] {
  const { description, reason, runbook, severity } = row;
  const notification = { description, reason, runbook, severity };
  return withSuppressor(
    { ...notification, id: `${key}-Page`, name: [...row.name, "page"], any: [key] },
    suppressors,
    evaluationSeconds(row),
  );
}

/** Seconds for which an alarm outlasts what raised it: as long as it looks back. */
function evaluationSeconds({ period, datapoints }: AlarmRow): number {
  return seconds(period) * datapoints;
}

/** The same of a composite alarm: with all of its members it ends when the first of them does, with any of them when the last does. */
function holdSeconds(row: CompositeRow, members: ReadonlyMap<AlarmKey, number>): number {
  const known = (row.any ?? row.all).map((key) => members.get(key) ?? 0);
  return row.any ? Math.max(...known) : Math.min(...known);
}

/** A row that is silent under its causes; the alarm that is on all of them comes first. */
function withSuppressor(row: CompositeRow, suppressors: readonly AlarmKey[], lasts: number): readonly CompositeRow[] {
  const all = [...new Set([...(row.suppressedBy ? [row.suppressedBy.alarm] : []), ...suppressors])];
  const [first, ...others] = all;
  if (first === undefined) return [row];
  // As long as the effect looks back to the outage, and five minutes more, for tasks to reconnect.
  const extension: Duration = `${Math.ceil(lasts / 60) + 5} minutes`;
  if (others.length === 0) return [{ ...row, suppressedBy: { ...row.suppressedBy, extension, alarm: first } }];
  const cause: CompositeRow = {
    id: `${row.id}-Explained`,
    name: [...row.name, "explained"],
    description: `Something that explains "${row.name.join("-")}" is raised, and tells people by itself.`,
    reason: "One cause is to be told once.",
    severity: "none",
    any: all,
  };
  return [cause, { ...row, suppressedBy: { ...row.suppressedBy, extension, alarm: cause.id } }];
}

/**
 * Rows behind those that they name.
 *
 * @throws Error if some explain each other in a circle, which CloudWatch refuses.
 */
function ordered(rows: readonly CompositeRow[]): readonly CompositeRow[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const done = new Set<string>();
  const result: CompositeRow[] = [];
  const visit = (row: CompositeRow, path: readonly string[]): void => {
    if (done.has(row.id)) return;
    if (path.includes(row.id)) throw new Error(`composite alarms name each other in a circle: ${[...path, row.id].join(" → ")}`);
    for (const name of [...(row.any ?? row.all), ...(row.suppressedBy ? [row.suppressedBy.alarm] : [])]) {
      const named = byId.get(name);
      if (named) visit(named, [...path, row.id]);
    }
    done.add(row.id);
    result.push(row);
  };
  for (const row of rows) visit(row, []);
  return result;
}
