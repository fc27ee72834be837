import type { Construct } from "constructs";
import type { Platform, Region } from "../../config/model";
import { ecsServiceName } from "../../constructs/compute/fargate-service";
import { find } from "../../constructs/compute/uses";
import type { LoadBalancerTarget } from "../../constructs/load-balancing/target";
import { watchObjectives } from "../../constructs/observability/slo/watch-objectives";
import { watchCache } from "../../constructs/cache/watch";
import { watchDatabase } from "../../constructs/database/watch";
import { watchLoadBalancer } from "../../constructs/load-balancing/watch/load-balancer";
import { watchNat } from "../../constructs/network/watch";
import { watchNetworkLoadBalancer } from "../../constructs/load-balancing/watch/network-load-balancer";
import { watchQueue } from "../../constructs/queue/watch";
import { watchReaders, watchReplica } from "../../constructs/database/watch/replica";
import { watchService } from "../../constructs/compute/watch/service";
import { watchTable } from "../../constructs/table/watch";
import { watchWorker } from "../../constructs/compute/watch/worker";
import type { GraphSignal } from "../../constructs/observability/dashboard/widgets";
import type { Watch } from "../../constructs/watching/watch";
import type { Watched } from "../../constructs/observability/watched/keys";
import { nameIn } from "../../constructs/core/placement";
import { latencySignals } from "./program-latency";
import { endsTls, type WatchedWorkload } from "./workloads";

/** What runs in a region, as far as it is watched: names as CloudWatch has them. */
export interface RegionParts {
  readonly platform: Platform;
  readonly region: Region;
  readonly workloads: readonly WatchedWorkload[];
  readonly natGatewayIds: readonly string[];
  readonly clusterName: string;
  /** `app/…` and `net/…`. */
  readonly loadBalancer?: string;
  readonly networkLoadBalancer?: string;
  /** By service. */
  readonly targets: ReadonlyMap<string, Pick<LoadBalancerTarget, "loadBalancerSuffix" | "targetGroupSuffix">>;
  readonly queues: ReadonlyMap<string, { readonly queueName: string; readonly deadLetterQueueName: string }>;
  readonly caches: ReadonlyMap<string, { readonly replicationGroupId: string }>;
  /** Those with an instance here. */
  readonly databases: ReadonlyMap<string, DatabaseParts>;
}

export interface DatabaseParts {
  readonly identifier: string;
  readonly resourceId: string;
  readonly replicas: readonly { readonly identifier: string; readonly resourceId: string }[];
}

/** Something of a region, with the lines of its objectives. */
export interface RegionWatched extends Watched {
  /** @default none */
  readonly objectives?: readonly GraphSignal[];
}

/** All that is watched in a region, from what users meet to what everything stands on. */
export function regionWatches(scope: Construct, parts: RegionParts): readonly RegionWatched[] {
  const alone = (watches: readonly Watch[]) => watches.map((watch): RegionWatched => ({ watch }));
  return [
    ...alone(loadBalancers(parts)),
    ...parts.workloads.map((one) => (one.kind === "service" ? watchedService(scope, one, parts) : watchedWorker(scope, one, parts))),
    ...alone(queues(parts)),
    ...alone(parts.platform.databases.flatMap((database) => databaseWatches(database, parts))),
    ...alone(caches(parts)),
    ...alone(tables(scope, parts)),
    ...alone(parts.natGatewayIds.map((natGatewayId, index) => watchNat({ natGatewayId, name: `${index + 1}` }))),
  ];
}

function loadBalancers({ platform, loadBalancer, networkLoadBalancer }: RegionParts): readonly Watch[] {
  const tls = endsTls(platform);
  return [
    ...(loadBalancer === undefined ? [] : [watchLoadBalancer({ name: "public", loadBalancerSuffix: loadBalancer })]),
    ...(networkLoadBalancer === undefined
      ? []
      : [watchNetworkLoadBalancer({ name: "public", loadBalancerSuffix: networkLoadBalancer, tls })]),
  ];
}

function watchedService(scope: Construct, one: OfKind<"service">, { platform, clusterName, targets }: RegionParts): RegionWatched {
  const { workload: service } = one;
  const { loadBalancerSuffix, targetGroupSuffix } = find(targets, "target", service.name);
  const serviceName = ecsServiceName(scope, service.name);
  const seen = watchService({ service, clusterName, serviceName, loadBalancerSuffix, targetGroupSuffix });
  const watch = withOwnWords(seen, platform, one);
  if (service.kind !== "http" || !service.objectives) return { watch };
  const alone = platform.services.filter(({ kind }) => kind === "http").length === 1;
  const target = { loadBalancerSuffix, targetGroupSuffix, alone };
  const { alarms, composites, signals } = watchObjectives({ service: service.name, objectives: service.objectives, target });
  return { watch: { ...watch, alarms: [...watch.alarms, ...alarms] }, composites, objectives: signals };
}

function watchedWorker(scope: Construct, one: OfKind<"worker">, { platform, clusterName, queues: named }: RegionParts): RegionWatched {
  const { workload: worker } = one;
  const seen = watchWorker({
    worker,
    queue: find(new Map(platform.queues.map((queue) => [queue.name, queue])), "queue", worker.consumes),
    queueName: find(named, "queue", worker.consumes).queueName,
    clusterName,
    serviceName: ecsServiceName(scope, worker.name),
  });
  return { watch: withOwnWords(seen, platform, one) };
}

type OfKind<Kind extends WatchedWorkload["kind"]> = Extract<WatchedWorkload, { readonly kind: Kind }>;

/** What a workload says of itself, in its log and through the collector, is watched with what is seen of it from outside. */
function withOwnWords(watch: Watch, platform: Platform, one: WatchedWorkload): Watch {
  const { alarms, signals } = one.log;
  return { ...watch, alarms: [...watch.alarms, ...alarms], signals: [...watch.signals, ...latencySignals(platform, one), ...signals] };
}

function queues({ platform, queues: named }: RegionParts): readonly Watch[] {
  return platform.queues.map((queue) => {
    const { queueName, deadLetterQueueName } = find(named, "queue", queue.name);
    return watchQueue({ queue, queueName, deadLetterQueueName });
  });
}

/** The leading instance as what it is in this region, its replicas, and what reads are spread over. */
function databaseWatches(database: Platform["databases"][number], { platform, region, databases }: RegionParts): readonly Watch[] {
  const parts = databases.get(database.name);
  if (!parts) return [];
  const { identifier, resourceId, replicas } = parts;
  const lag = platform.alarms.replicaLag;
  const isPrimary = region.name === database.primaryRegion;
  const counters = (id: string, insights: boolean) => (insights ? { resourceId: id } : {});
  const head = { database, identifier, ...counters(resourceId, database.performanceInsights) };
  const readers = [...(isPrimary ? [] : [identifier]), ...replicas.map((replica) => replica.identifier)];
  return [
    isPrimary ? watchDatabase(head) : watchReplica({ ...head, role: "copy", kind: "copy", lag }),
    ...replicas.map((replica, index) =>
      watchReplica({
        database,
        identifier: replica.identifier,
        ...counters(replica.resourceId, database.replicaPerformanceInsights),
        role: `replica-${index + 1}`,
        kind: "replica",
        lag,
      }),
    ),
    ...(readers.length > 0 ? [watchReaders({ database, identifiers: readers, lag })] : []),
  ];
}

function caches({ platform, region, caches: made }: RegionParts): readonly Watch[] {
  return platform.caches.map((cache) => {
    const { replicationGroupId } = find(made, "cache", cache.name);
    return watchCache({ cache, replicationGroupId, secondary: cache.global && region.name !== platform.primaryRegion });
  });
}

/** The copies of this region. */
function tables(scope: Construct, { platform, region }: RegionParts): readonly Watch[] {
  return platform.tables
    .filter(({ regions }) => regions.includes(region.name))
    .map((table) => watchTable({ table, tableName: nameIn(scope, "table", table.name), region: region.name }));
}
