import { type Duration, seconds } from "../../../language/units";
import type { AlarmRow } from "../../watching/alarm-row";
import type { CompositeRow } from "../../watching/composite-row";
import { Causes, nested } from "./causes";
import { combinedPages, suppressorsOfAny } from "./combined-pages";
import type { Suppressors } from "./suppressors";
import type { Watched } from "../../watching/watched";
import { type AlarmKey, alarmKey, qualified } from "./keys";

/** The alarms that send notifications, so that one cause notifies once. */
export interface NotificationPlan {
  /** Ordered so that each references only earlier ones. */
  readonly composites: readonly CompositeRow[];
  /** Metric and composite alarms on whose behalf a composite alarm notifies. */
  readonly notifiedByComposite: ReadonlySet<AlarmKey>;
  /** Keys of all alarms that page: metric alarms without suppressors, and composite alarms. */
  readonly paging: readonly AlarmKey[];
}

/**
 * All composite alarms: those of each resource, plus one for every paging alarm that has suppressors, since only composite alarms can be
 * suppressed.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm_How_To_Suppress.html
 */
export function notificationPlan(watched: readonly Watched[], suppressors: Suppressors): NotificationPlan {
  const plain = watched.flatMap(({ watch, composites = [] }) => composites.map((row) => qualified(row, watch)));
  const pages = watched.flatMap(({ watch }) =>
    watch.alarms.filter((row) => row.severity === "page").map((row) => ({ row, key: alarmKey(watch, row.id) })),
  );
  const combined = combinedPages(watched);
  const members = new Set(combined.flatMap((page) => page.any ?? []));
  const suppressible = pages.filter(({ key }) => suppressors.has(key) && !members.has(key));
  const causes = new Causes(watched);
  const forAlarms = suppressible.map(({ row, key }) => compositeFor(row, key, causes, suppressors.get(key) ?? []));
  const durations = new Map(
    watched.flatMap(({ watch }) => watch.alarms.map((row) => [alarmKey(watch, row.id), evaluationSeconds(row)] as const)),
  );
  const held = new Map([...durations, ...plain.map((row) => [row.id, holdSeconds(row, durations)] as const)]);
  const own = plain.map((row) =>
    members.has(row.id) ? row : withSuppressor(row, causes, suppressors.get(row.id) ?? [], held.get(row.id) ?? 0),
  );
  const onBehalf = combined.map((row) => withSuppressor(row, causes, suppressorsOfAny(row, suppressors), holdSeconds(row, held)));
  const composites = ordered([...forAlarms, ...own.flatMap(nested), ...onBehalf, ...causes.rows()]);
  const pagesItself = ({ key }: { readonly key: AlarmKey }) => !suppressors.has(key) && !members.has(key);
  return {
    composites,
    notifiedByComposite: new Set([...suppressible.map(({ key }) => key), ...members]),
    paging: [
      ...pages.filter(pagesItself).map(({ key }) => key),
      ...composites.filter(({ id, severity }) => severity === "page" && !members.has(id)).map(({ id }) => id),
    ],
  };
}

type PagingRow = Extract<AlarmRow, { readonly severity: "page" }>;

/** The composite alarm that notifies on behalf of a metric alarm. */
function compositeFor(row: PagingRow, key: AlarmKey, causes: Causes, suppressors: readonly AlarmKey[]): CompositeRow {
  const { description, reason, runbook, severity } = row;
  const notification = { description, reason, runbook, severity };
  return withSuppressor(
    { ...notification, id: `${key}-Page`, name: [...row.name, "page"], any: [key] },
    causes,
    suppressors,
    evaluationSeconds(row),
  );
}

/** Seconds that an alarm keeps firing after its cause ends: its evaluation window. */
function evaluationSeconds({ period, datapoints }: AlarmRow): number {
  return seconds(period) * datapoints;
}

/** The same for a composite alarm: with `all`, it recovers with its first member; with `any`, with its last. */
function holdSeconds(row: CompositeRow, members: ReadonlyMap<AlarmKey, number>): number {
  const known = (row.any ?? row.all).map((key) => members.get(key) ?? 0);
  return row.any ? Math.max(...known) : Math.min(...known);
}

/** A row with its suppressor; several are combined. */
function withSuppressor(row: CompositeRow, causes: Causes, suppressors: readonly AlarmKey[], lasts: number): CompositeRow {
  const all = [...new Set([...(row.suppressedBy ? [row.suppressedBy.alarm] : []), ...suppressors])];
  const [first, second] = all;
  if (first === undefined) return row;
  // The evaluation window of the suppressed alarm, plus five minutes for tasks to reconnect.
  const extension: Duration = `${Math.ceil(lasts / 60) + 5} minutes`;
  const alarm = second === undefined ? first : causes.suppressorOf(row, all);
  return { ...row, suppressedBy: { ...row.suppressedBy, extension, alarm } };
}

/**
 * Rows sorted so that each follows the rows that it references.
 *
 * @throws Error for a circular reference, which CloudWatch rejects.
 */
function ordered(rows: readonly CompositeRow[]): readonly CompositeRow[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const done = new Set<string>();
  const result: CompositeRow[] = [];
  const visit = (row: CompositeRow, path: readonly string[]): void => {
    if (done.has(row.id)) return;
    if (path.includes(row.id)) throw new Error(`composite alarms reference each other in a cycle: ${[...path, row.id].join(" → ")}`);
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
