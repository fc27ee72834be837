import type { AlarmRow } from "./alarm-row";
import type { Signal } from "./watch";

/** Lines across a graph: the thresholds of these alarms if they exist. Anomaly alarms have none. */
export function limitsOf(rows: readonly AlarmRow[], ...ids: readonly string[]): NonNullable<Signal["limits"]> {
  return rows.flatMap((row) =>
    ids.includes(row.id) && typeof row.threshold === "number"
      ? [{ label: `Alarm ${row.name.join(" ")}`, value: row.threshold, alarm: row.id }]
      : [],
  );
}
