import type { AlarmRow } from "../../../../constructs/watching/alarm-row";
import type { CompositeRow } from "../../../../constructs/watching/composite-row";
import { runningTasks } from "../../../../constructs/compute/metrics/ecs";
import type { TierName } from "../../../../stacks/watch/tiers";
import type { Watched } from "../../../../constructs/watching/watched";

const TEXT = { description: "It is down.", reason: "Users wait." };

/** A metric alarm with this evaluation window in minutes. Without a severity, it only suppresses other alarms. */
export function alarm(id: string, severity: "page" | "ticket" | "suppresses", minutes = 3): AlarmRow {
  const notification =
    severity === "page"
      ? ({ severity, runbook: "service-down" } as const)
      : severity === "ticket"
        ? ({ severity } as const)
        : ({ severity: "none", suppressesDependents: true } as const);
  return {
    ...TEXT,
    ...notification,
    id,
    name: [id.toLowerCase()],
    metric: runningTasks("dev", "api"),
    comparison: "below",
    threshold: 1,
    period: "1 minute",
    datapoints: minutes,
    missingData: "breaching",
  };
}

/** A composite alarm that pages. */
export function pair(id: string, all: readonly string[], suppressedBy?: CompositeRow["suppressedBy"]): CompositeRow {
  return {
    ...TEXT,
    id,
    name: [id.toLowerCase()],
    severity: "page",
    runbook: "service-errors",
    all,
    ...(suppressedBy && { suppressedBy: suppressedBy }),
  };
}

/** A resource with its alarms. The alarm names do not collide with those of other resources. */
export function watchedResource(
  tier: TierName,
  name: string,
  alarms: readonly AlarmRow[],
  composites: readonly CompositeRow[] = [],
): Watched {
  const apart = <Row extends AlarmRow | CompositeRow>(row: Row): Row => ({ ...row, name: [tier, ...name.split(" "), ...row.name] });
  return { watch: { tier, name, alarms: alarms.map(apart), signals: [] }, composites: composites.map(apart) };
}
