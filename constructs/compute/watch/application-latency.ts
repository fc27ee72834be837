import type { Signal } from "../../watching/watch";
import type { WorkloadKind } from "../workloads";
import { applicationLatency, type LatencyMetric } from "../metrics/latency";

const METRICS: Readonly<Record<WorkloadKind, readonly LatencyMetric[]>> = {
  service: ["http.server.request.duration", "db.client.operation.duration"],
  worker: ["messaging.process.duration", "db.client.operation.duration"],
};

/** Latency as the application measures it. CloudWatch has it if the workload has a collector that sends it there. */
export function latencySignals(kind: WorkloadKind, workload: string, environment: string): readonly Signal[] {
  const metrics = METRICS[kind].flatMap((metric) =>
    [50, 99].map((percentile) => applicationLatency(metric, percentile, environment, workload)),
  );
  return [{ signal: "latency", title: "Latency measured by the application", metrics }];
}
