import type { Platform } from "../../config/model";
import { networkServices } from "../../constructs/compute/balancers";
import { type LogWatch, watchLog } from "../../constructs/compute/logs/log-watch";
import { type WorkloadKind, type WorkloadsByKind, workloadsByKind } from "../../constructs/compute/workloads";

/** A workload with its kind, which is part of log and alarm names, and with the monitoring of its log. */
export type WatchedWorkload = WorkloadsByKind[WorkloadKind] & { readonly log: LogWatch };

/** All services, then all workers. */
export function workloadsOf(platform: Platform): readonly WatchedWorkload[] {
  return workloadsByKind(platform).map((one) => ({ ...one, log: watchLog({ environment: platform.name, ...one }) }));
}

/** Whether the NLB has a TLS listener. */
export function endsTls({ services }: Pick<Platform, "services">, loadBalancer: number): boolean {
  return networkServices(services).some(
    ({ placement, listener }) => placement.loadBalancer === loadBalancer && listener.protocol === "tls",
  );
}
