import { type Duration, seconds } from "../../../language/units";
import type { AlarmRow } from "../../watching/alarm-row";
import type { CompositeRow } from "../../watching/composite-row";
import type { Suppressors } from "./suppressors";
import type { Watched } from "../../watching/watched";
import { type AlarmKey, alarmKey, qualified } from "./keys";

/** The alarms that send notifications, so that one cause notifies once. */
export interface NotificationPlan {
  /** Ordered so that each references only earlier ones. */
  readonly composites: readonly CompositeRow[];
  /** Metric alarms on whose behalf a composite alarm notifies. */
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

/** The composite alarm that notifies on behalf of a metric alarm. */
function compositeFor(row: PagingRow, key: AlarmKey, suppressors: readonly AlarmKey[]): readonly CompositeRow[] {
  const { description, reason, runbook, severity } = row;
  const notification = { description, reason, runbook, severity };
  return withSuppressor(
    { ...notification, id: `${key}-Page`, name: [...row.name, "page"], any: [key] },
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

/** A row with its suppressor. Several suppressors are combined in a composite alarm, which comes first. */
function withSuppressor(row: CompositeRow, suppressors: readonly AlarmKey[], lasts: number): readonly CompositeRow[] {
  const all = [...new Set([...(row.suppressedBy ? [row.suppressedBy.alarm] : []), ...suppressors])];
  const [first, ...others] = all;
  if (first === undefined) return [row];
  // The evaluation window of the suppressed alarm, plus five minutes for tasks to reconnect.
  const extension: Duration = `${Math.ceil(lasts / 60) + 5} minutes`;
  if (others.length === 0) return [{ ...row, suppressedBy: { ...row.suppressedBy, extension, alarm: first } }];
  const cause: CompositeRow = {
    id: `${row.id}-Explained`,
    name: [...row.name, "explained"],
    description: `A root-cause alarm of "${row.name.join("-")}" is firing. It notifies separately.`,
    reason: "Suppresses the dependent alarm, so that one outage pages once.",
    severity: "none",
    any: all,
  };
  return [cause, { ...row, suppressedBy: { ...row.suppressedBy, extension, alarm: cause.id } }];
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
