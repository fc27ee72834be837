import type { Platform } from "../../config/model";
import { type LatencyMetric, programLatency } from "../../constructs/compute/metrics/latency";
import type { Signal } from "../../constructs/watching/watch";
import type { WatchedWorkload } from "./workloads";

const METRICS: Readonly<Record<WatchedWorkload["kind"], readonly LatencyMetric[]>> = {
  service: ["http.server.request.duration", "db.client.operation.duration"],
  worker: ["messaging.process.duration", "db.client.operation.duration"],
};

/** How long a program took, as it says itself. With Prometheus that is there, and not in CloudWatch. */
export function latencySignals({ name, observability }: Platform, { kind, workload }: WatchedWorkload): readonly Signal[] {
  if (!workload.tracing || observability.prometheus) return [];
  const metrics = METRICS[kind].flatMap((metric) => [50, 99].map((percentile) => programLatency(metric, percentile, name, workload.name)));
  return [{ signal: "latency", title: "Latency as the program measures it", metrics }];
}
