import type { Platform } from "../../config/model";
import type { Service, Worker } from "../../constructs/compute/model";
import { type LogWatch, watchLog } from "../../constructs/compute/logs/log-watch";

/** What runs in tasks of its own, with what it is called in names of logs and alarms, and what its log is watched by. */
export type WatchedWorkload = (
  { readonly kind: "service"; readonly workload: Service } | { readonly kind: "worker"; readonly workload: Worker }
) & { readonly log: LogWatch };

/** All services, then all workers. */
export function workloadsOf({ name: environment, services, workers }: Platform): readonly WatchedWorkload[] {
  return [
    ...services.map((workload) => ({ kind: "service", workload, log: watchLog({ environment, kind: "service", workload }) }) as const),
    ...workers.map((workload) => ({ kind: "worker", workload, log: watchLog({ environment, kind: "worker", workload }) }) as const),
  ];
}

/** Whether the NLB has a TLS listener. */
export function endsTls({ services }: Pick<Platform, "services">): boolean {
  return services.some((service) => service.kind === "network" && service.listener.protocol === "tls");
}
