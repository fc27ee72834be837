import type { Signal } from "../../watching/watch";
import type { WorkloadKind } from "../workloads";
import { type LatencyMetric, programLatency } from "../metrics/latency";

const METRICS: Readonly<Record<WorkloadKind, readonly LatencyMetric[]>> = {
  service: ["http.server.request.duration", "db.client.operation.duration"],
  worker: ["messaging.process.duration", "db.client.operation.duration"],
};

/** How long a program took, as it says itself: it is in CloudWatch if the program has a collector that writes there. */
export function latencySignals(kind: WorkloadKind, workload: string, environment: string): readonly Signal[] {
  const metrics = METRICS[kind].flatMap((metric) =>
    [50, 99].map((percentile) => programLatency(metric, percentile, environment, workload)),
  );
  return [{ signal: "latency", title: "Latency as the program measures it", metrics }];
}
