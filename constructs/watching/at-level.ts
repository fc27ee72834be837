import type { AlarmRow, Notification } from "./alarm-row";
import { type CompositeRow, membersOf } from "./composite-row";
import { existsAt, type Level } from "./level";
import type { GraphSignal, Suppression, WatchId } from "./watch";
import type { Watched } from "./watched";

/**
 * The part of a watch that exists at a level of monitoring. The only filter: each row declares its level.
 *
 * - A member of a composite alarm that does not exist at the level replaces it: in notifications, as a suppressor and as a suppressed alarm.
 * - Thresholds of missing alarms are not on the graphs.
 * - Below `full`, a workload has at most one page: {@link Watched.watch}.`page`.
 */
export function atLevel(watched: Watched, level: Level): Watched {
  const { watch, composites = [], objectives } = watched;
  const { page, suppressed, ...rest } = watch;
  const kept = composites.filter(({ level: own = "full" }) => existsAt(level, own));
  const rows = watch.alarms.filter(({ level: own = "full" }) => existsAt(level, own));
  const placeOf = new Map(
    composites
      .filter((row) => !kept.includes(row))
      .map((row) => [row.id, { row, members: membersOf(row).filter((id) => rows.some((alarm) => alarm.id === id)) }] as const),
  );
  const ids = new Set([...rows, ...kept].map(({ id }) => id));
  const graphs = <Graph extends GraphSignal>(all: readonly Graph[]) => graphsAt(all, level, ids);
  return {
    watch: {
      ...rest,
      alarms: rows.map((row) => inPlace(row, [...placeOf.values()])),
      signals: graphs(watch.signals),
      ...(suppressed && { suppressed: suppressed.map((one) => renamed(one, watch, (id) => placeOf.get(id)?.members ?? [id])) }),
      ...(page && level !== "full" && { page }),
    },
    ...(watched.composites && { composites: kept }),
    ...(objectives && { objectives: graphs(objectives) }),
  };
}

/** An alarm that replaces a composite alarm: with its severity and runbook, and as the row defines it for this case. */
function inPlace(row: AlarmRow, missing: readonly { readonly row: CompositeRow; readonly members: readonly string[] }[]): AlarmRow {
  const composite = missing.find(({ members }) => members.includes(row.id))?.row;
  if (!composite || row.alone === undefined || composite.severity === "none") return row;
  return { ...row, ...row.alone, ...notificationOf(composite) };
}

type Notifying = Exclude<Notification, { readonly severity: "none" }>;

function notificationOf(row: Notifying): Notifying {
  if (row.severity === "page") return { severity: row.severity, runbook: row.runbook };
  return { severity: row.severity, ...(row.runbook !== undefined && { runbook: row.runbook }) };
}

function graphsAt<Graph extends GraphSignal>(graphs: readonly Graph[], level: Level, ids: ReadonlySet<string>): readonly Graph[] {
  return graphs
    .filter(({ level: own = "basic" }) => existsAt(level, own))
    .map((graph) =>
      graph.limits ? { ...graph, limits: graph.limits.filter(({ alarm }) => alarm === undefined || ids.has(alarm)) } : graph,
    );
}

/** A suppression with other IDs of the watch's own alarms. */
function renamed(suppression: Suppression, own: WatchId, idsFor: (id: string) => readonly string[]): Suppression {
  const isOwn = ({ tier, name }: WatchId) => tier === own.tier && name === own.name;
  const { of, ids, by } = suppression;
  return {
    ...suppression,
    ...(ids && (!of || isOwn(of)) && { ids: ids.flatMap(idsFor) }),
    by: by.map((cause) => (cause.ids && isOwn(cause) ? { ...cause, ids: cause.ids.flatMap(idsFor) } : cause)),
  };
}
