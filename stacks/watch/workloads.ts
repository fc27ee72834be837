import type { Platform, Service, Worker } from "../../config/model";

/** What runs in tasks of its own, with what it is called in names of logs and alarms. */
export type KindOfWorkload =
  { readonly kind: "service"; readonly workload: Service } | { readonly kind: "worker"; readonly workload: Worker };

/** All services, then all workers. */
export function workloadsOf({ services, workers }: Platform): readonly KindOfWorkload[] {
  return [
    ...services.map((workload) => ({ kind: "service" as const, workload })),
    ...workers.map((workload) => ({ kind: "worker" as const, workload })),
  ];
}
