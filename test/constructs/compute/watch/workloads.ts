import type { HttpService, IndependentWorker, MessageWorker, NetworkService } from "../../../../constructs/compute/model";
import type { Queue } from "../../../../constructs/queue/model";
import { watchLoadBalancer } from "../../../../constructs/load-balancing/watch/load-balancer";
import { watchNetworkLoadBalancer } from "../../../../constructs/load-balancing/watch/network-load-balancer";
import { consumableQueue } from "../../../../constructs/queue/consumable";
import { watchQueue } from "../../../../constructs/queue/watch";
import { watchService } from "../../../../constructs/compute/service/watch";
import { type WatchWorkerProps, watchIndependentWorker, watchWorker } from "../../../../constructs/compute/worker/watch";
import type { Watch } from "../../../../constructs/watching/watch";

const WORKLOAD = {
  container: {
    image: { kind: "external", reference: "example/api:1" },
    cpu: 256,
    memory: "512 MB",
    architecture: "arm64",
    environment: {},
    references: [],
    secrets: [],
    user: "1000",
    fileSystem: "read-only",
    writablePaths: [],
    opensFolders: false,
    stopTimeout: "30 seconds",
  },
  uses: [],
  egress: [],
  connectionsPerTask: 5,
  capacity: { base: 1, onDemand: 1, spot: 0 },
  metrics: [],
  level: "full",
} as const;

const placement = { loadBalancer: 1, securityGroup: 1 };

export const API: HttpService = {
  ...WORKLOAD,
  kind: "http",
  name: "api",
  port: 8080,
  gracePeriod: "90 seconds",
  scale: { min: 2, max: 10, cpu: 60, schedules: [] },
  routes: { paths: ["/api/*"], hosts: [], priorities: [100] },
  loadBalancing: { algorithm: "least_outstanding_requests", deregistrationDelay: "30 seconds" },
  health: { liveness: "/live", readiness: "/ready" },
  placement,
};

export const INGEST: NetworkService = {
  ...WORKLOAD,
  kind: "network",
  name: "ingest",
  port: 9000,
  gracePeriod: "1 minute",
  scale: { min: 2, max: 2, cpu: 60, schedules: [] },
  listener: { protocol: "tls", port: 443, healthPort: 9000 },
  placement,
  deregistrationDelay: "30 seconds",
};

export const MAILER: MessageWorker = {
  ...WORKLOAD,
  name: "mailer",
  consumes: "emails",
  scale: { min: 0, max: 5, backlogPerTask: 120, acceptableLatency: "60 seconds", schedules: [] },
};

/** A worker with this acceptable latency. */
export function patient(acceptableLatency: MessageWorker["scale"]["acceptableLatency"]): MessageWorker {
  return { ...MAILER, scale: { ...MAILER.scale, acceptableLatency } };
}

export const EMAILS: Queue = {
  name: "emails",
  type: "standard",
  visibility: "90 seconds",
  maxReceives: 5,
  retention: "4 days",
  delay: "0 seconds",
};

const BALANCERS = { http: "app/main/1", network: "net/main/2" } as const;

export function serviceWatch(service: HttpService | NetworkService): Watch {
  return watchService({
    service,
    clusterName: "dev-us-east-1",
    serviceName: service.name,
    loadBalancerSuffix: BALANCERS[service.kind],
    targetGroupSuffix: `targetgroup/${service.name}/3`,
  });
}

export function workerWatch(props: Partial<WatchWorkerProps> = {}): Watch {
  return watchWorker({
    worker: MAILER,
    consumes: consumableQueue(EMAILS, "dev-emails"),
    clusterName: "dev-us-east-1",
    serviceName: "mailer",
    ...props,
  });
}

/** A worker without a queue. */
export const SIDEKIQ: IndependentWorker = { ...WORKLOAD, name: "sidekiq", scale: { min: 1, max: 4, cpu: 60, schedules: [] } };

export function independentWatch(worker: IndependentWorker = SIDEKIQ): Watch {
  return watchIndependentWorker({ worker, clusterName: "dev-us-east-1", serviceName: worker.name });
}

export function queueWatch(queue: Partial<Queue> = {}): Watch {
  return watchQueue({ queue: { ...EMAILS, ...queue }, queueName: "dev-emails", deadLetterQueueName: "dev-emails-dead-letters" });
}

export const balancerWatch = () => watchLoadBalancer({ name: "public", loadBalancerSuffix: BALANCERS.http });

export const flowWatch = (tls = true) => watchNetworkLoadBalancer({ name: "public", loadBalancerSuffix: BALANCERS.network, tls });
