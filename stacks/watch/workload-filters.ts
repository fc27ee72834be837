import type { Construct } from "constructs";
import { workloadLogGroup } from "../../constructs/compute/logs/workload-log";
import { placementOf } from "../../constructs/core/placement";
import { LogFilters } from "../../constructs/observability/logs/log-filters";
import { existsAt } from "../../constructs/watching/level";
import type { WatchedWorkload } from "./workloads";

/** Creates the metric filters of the workloads' logs. */
export function filterLogs(scope: Construct, workloads: readonly WatchedWorkload[]): void {
  const { environment } = placementOf(scope);
  for (const { kind, workload, log } of workloads)
    new LogFilters(scope, `Filters-${kind}-${workload.name}`, {
      logGroupName: workloadLogGroup(environment, kind, workload.name),
      filters: log.filters.filter(({ level = "basic" }) => existsAt(workload.level, level)),
    });
}
