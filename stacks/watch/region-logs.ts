import { Construct } from "constructs";
import type { Platform } from "../../config/model";
import { ecsServiceName } from "../../constructs/compute/fargate-service";
import type { EncryptionKey } from "../../constructs/core/encryption-key";
import { LoadBalancerLogGroups } from "../../constructs/load-balancing/access-logs/log-groups";
import { LoadBalancerCatalog } from "../../constructs/load-balancing/access-logs/catalog";
import { EcsEvents } from "../../constructs/compute/logs/ecs-events";
import { WORKLOAD_QUESTIONS, workloadLogGroups } from "../../constructs/compute/logs/questions";
import { NETWORK_QUESTIONS, networkLogGroups } from "../../constructs/network/logs";
import { SavedQueries } from "../../constructs/observability/logs/saved-queries";
import { type KindParts, kindQuestions } from "../../constructs/registry";
import { withLogGroups } from "../../constructs/watching/question";
import type { ServiceStack } from "../service-stack";
import { filterLogs } from "./workload-filters";
import { endsTls, type WatchedWorkload } from "./workloads";

export interface RegionLogsProps {
  readonly platform: Platform;
  /** The workloads of the default group. */
  readonly workloads: readonly WatchedWorkload[];
  /** KMS key of the log groups that are created here. */
  readonly logsKey: EncryptionKey;
  readonly service: Pick<ServiceStack, "cluster" | "loadBalancers" | "networkLoadBalancers">;
  /** Resources that workloads use in the region. */
  readonly resources: KindParts;
}

/**
 * Log resources of a region other than the log groups of its workloads: metric filters, ECS events, saved queries and access log tables. Saved queries
 * search the logs of all groups.
 */
export class RegionLogs extends Construct {
  public constructor(
    scope: Construct,
    id: string,
    private readonly props: RegionLogsProps,
  ) {
    super(scope, id);
    filterLogs(this, props.workloads);
    this.keepEvents();
    this.saveQueries();
    this.searchAccessLogs();
  }

  private keepEvents(): void {
    const { workloads, service, logsKey: key } = this.props;
    const serviceNames = workloads.map(({ workload }) => ecsServiceName(this, workload.name));
    new EcsEvents(this, "EcsEvents", { clusterName: service.cluster.clusterName, serviceNames, key });
  }

  private saveQueries(): void {
    const { platform, service, resources } = this.props;
    const { name: environment, network } = platform;
    const { clusterName } = service.cluster;
    const questions = [
      ...withLogGroups(WORKLOAD_QUESTIONS, workloadLogGroups({ environment, clusterName, workloads: platform })),
      ...withLogGroups(NETWORK_QUESTIONS, networkLogGroups(environment, network.flowLogs)),
      ...kindQuestions(platform, resources),
    ];
    new SavedQueries(this, "SavedQueries", { questions });
  }

  /** An NLB logs TLS connections only. */
  private searchAccessLogs(): void {
    const { platform, service, logsKey: key } = this.props;
    const { loadBalancers: application } = service;
    const network = new Map([...service.networkLoadBalancers].filter(([number]) => endsTls(platform, number)));
    if (application.size + network.size === 0) return;
    switch (platform.observability.accessLogs) {
      case "athena": {
        const buckets = { application: bucketsOf(application), network: bucketsOf(network) };
        new LoadBalancerCatalog(this, "AccessLogs", { buckets, key });
        return;
      }
      case "logs-insights":
        new LoadBalancerLogGroups(this, "AccessLogs", { loadBalancers: { application, network }, key });
        return;
      case "none":
    }
  }
}

function bucketsOf(loadBalancers: ReadonlyMap<number, { readonly logBucketName: string }>): ReadonlyMap<number, string> {
  return new Map([...loadBalancers].map(([number, { logBucketName }]) => [number, logBucketName]));
}
