import type { Construct } from "constructs";
import type { Platform } from "../../config/model";
import type { Consumable } from "../../constructs/compute/consumable";
import { ecsServiceName } from "../../constructs/compute/fargate-service";
import { httpServices } from "../../constructs/compute/balancers";
import { consumesMessages } from "../../constructs/compute/model";
import { find } from "../../constructs/compute/uses";
import { latencySignals } from "../../constructs/compute/watch/application-latency";
import { watchService } from "../../constructs/compute/service/watch";
import { watchedService } from "../../constructs/compute/service/watch/watched";
import { watchIndependentWorker, watchWorker } from "../../constructs/compute/worker/watch";
import type { LoadBalancerTarget } from "../../constructs/load-balancing/target";
import { publicName, watchLoadBalancer } from "../../constructs/load-balancing/watch/load-balancer";
import { watchNetworkLoadBalancer } from "../../constructs/load-balancing/watch/network-load-balancer";
import type { Region } from "../../constructs/network/model";
import { watchNat } from "../../constructs/network/watch";
import { type KindModels, type KindParts, kindWatches } from "../../constructs/registry";
import { atLevel } from "../../constructs/watching/at-level";
import type { Watch } from "../../constructs/watching/watch";
import type { Watched } from "../../constructs/watching/watched";
import { endsTls, type WatchedWorkload } from "./workloads";

/** The monitored resources of a region, by their names in CloudWatch. */
export interface RegionParts {
  readonly platform: Platform;
  readonly region: Region;
  readonly workloads: readonly WatchedWorkload[];
  readonly natGatewayIds: readonly string[];
  readonly clusterName: string;
  /** `app/…` and `net/…`, by number. */
  readonly loadBalancers: ReadonlyMap<number, string>;
  readonly networkLoadBalancers: ReadonlyMap<number, string>;
  /** Targets by service name. */
  readonly targets: ReadonlyMap<string, Pick<LoadBalancerTarget, "loadBalancerSuffix" | "targetGroupSuffix">>;
  /** Resources that workers consume, by name. */
  readonly consumables: ReadonlyMap<string, { readonly consumable: Consumable }>;
  /** Resources that workloads use. */
  readonly resources: KindParts;
}

/** The watches of a region, from the resources that users reach to the network. */
export function regionWatches(scope: Construct, parts: RegionParts): readonly Watched[] {
  const { level } = parts.platform.observability;
  const alone = (watches: readonly Watch[]) => watches.map((watch): Watched => atLevel({ watch }, level));
  return [
    ...alone(loadBalancers(parts)),
    ...parts.workloads.map((one) => {
      const watched = atLevel(workloadIn(scope, one, parts), one.workload.level);
      return one.workload.waitsForImage ? withoutAlarms(watched) : watched;
    }),
    ...alone(resourcesIn(parts, parts.platform)),
    ...alone(parts.natGatewayIds.map((natGatewayId, index) => watchNat({ natGatewayId, name: `${index + 1}` }))),
  ];
}

/** Only the graphs. A workload that waits for its first image has no task on purpose, so that its alarms would report nothing else. */
function withoutAlarms({ watch }: Watched): Watched {
  return { watch: { ...watch, alarms: [], suppressed: [] } };
}

function loadBalancers({ platform, loadBalancers: application, networkLoadBalancers: network }: RegionParts): readonly Watch[] {
  return [
    ...[...application].map(([number, loadBalancerSuffix]) => watchLoadBalancer({ name: publicName(number), loadBalancerSuffix })),
    ...[...network].map(([number, loadBalancerSuffix]) =>
      watchNetworkLoadBalancer({ name: publicName(number), loadBalancerSuffix, tls: endsTls(platform, number) }),
    ),
  ];
}

/** The switch is exhaustive: a new kind of workload does not compile without its watch. */
function workloadIn(scope: Construct, one: WatchedWorkload, parts: RegionParts): Watched {
  switch (one.kind) {
    case "service":
      return serviceIn(scope, one, parts);
    case "worker":
      return workerIn(scope, one, parts);
  }
}

function serviceIn(scope: Construct, one: OfKind<"service">, { platform, clusterName, targets }: RegionParts): Watched {
  const { workload: service } = one;
  const { loadBalancerSuffix, targetGroupSuffix } = find(targets, "target", service.name);
  const serviceName = ecsServiceName(scope, service.name);
  const seen = watchService({ service, clusterName, serviceName, loadBalancerSuffix, targetGroupSuffix });
  const beside = httpServices(platform.services).filter(({ placement }) => placement.loadBalancer === service.placement.loadBalancer);
  const alone = beside.length === 1;
  return watchedService(withReportedMetrics(seen, platform, one), { service, target: { loadBalancerSuffix, targetGroupSuffix, alone } });
}

function workerIn(scope: Construct, one: OfKind<"worker">, { platform, clusterName, consumables }: RegionParts): Watched {
  const { workload: worker } = one;
  const names = { clusterName, serviceName: ecsServiceName(scope, worker.name) };
  if (!consumesMessages(worker)) return { watch: withReportedMetrics(watchIndependentWorker({ worker, ...names }), platform, one) };
  const { consumable: consumes } = find(consumables, "consumable resource", worker.consumes);
  return { watch: withReportedMetrics(watchWorker({ worker, consumes, ...names }), platform, one) };
}

type OfKind<Kind extends WatchedWorkload["kind"]> = Extract<WatchedWorkload, { readonly kind: Kind }>;

/**
 * Adds the alarms and graphs from a workload's log and collector to its watch. With Prometheus, latency metrics are in Prometheus and not in
 * CloudWatch.
 */
function withReportedMetrics(watch: Watch, { name, observability }: Platform, { kind, workload, log }: WatchedWorkload): Watch {
  const latency = workload.tracing && !observability.prometheus ? latencySignals(kind, workload.name, name) : [];
  return { ...watch, alarms: [...watch.alarms, ...log.alarms], signals: [...watch.signals, ...latency, ...log.signals] };
}

/** The watches of some resources of a region. */
export function resourcesIn({ platform, region, resources }: Pick<RegionParts, "platform" | "region" | "resources">, models: KindModels) {
  return kindWatches(models, resources, {
    environment: platform.name,
    region: region.name,
    primaryRegion: platform.primaryRegion,
    replicaLag: platform.alarms.replicaLag,
  });
}
