import type { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { Construct } from "constructs";
import type { Platform } from "../config/model";
import { type Group, workloadsOfGroup } from "../constructs/compute/groups";
import type { HttpService, NetworkService } from "../constructs/compute/model";
import { Stack } from "../constructs/core/stack";
import type { LoadBalancerTarget } from "../constructs/load-balancing/target";
import type { Region } from "../constructs/network/model";
import { frontOf } from "./front";
import { prepareStack } from "./prepare-stack";
import type { ServiceStack } from "./service-stack";
import { type WorkloadInputs, WorkloadRunner } from "./workload-runner";

export interface GroupStackProps extends WorkloadInputs {
  readonly platform: Platform;
  readonly region: Region;
  readonly group: Group;
  /** The service stack of the region, with the cluster and the load balancers of all groups. */
  readonly service: Pick<ServiceStack, "cluster" | "loadBalancer" | "networkLoadBalancer" | "certificateArn">;
}

/**
 * Services and workers of one group in a region, in a state of their own: a new image of one plans no workload of another group. They share the
 * cluster and the load balancers of the region's service stack.
 */
export class GroupStack extends Stack {
  /** Defined if the front service is in this group. */
  public readonly originAlarm?: CloudwatchMetricAlarm;
  /** Origin alarm of each TCP, UDP or TLS service of the group, by name. */
  public readonly serviceAlarms: ReadonlyMap<string, CloudwatchMetricAlarm>;
  private readonly runner: WorkloadRunner;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: GroupStackProps,
  ) {
    super(scope, id);
    const { platform, region, group, service } = props;
    prepareStack(this, platform, region.name);
    const { services, workers } = workloadsOfGroup(platform, group.name);
    this.runner = new WorkloadRunner(this, service.cluster.inOtherStacks, props);
    this.runHttp(services.filter((one) => one.kind === "http"));
    this.originAlarm = this.watchFront();
    const layer4 = services.filter((one) => one.kind === "network");
    this.runLayer4(layer4);
    this.serviceAlarms = this.runner.watchNetwork(layer4);
    for (const worker of workers) this.runner.runWorker(worker);
  }

  /** Targets of the group's services, by name. */
  public get targets(): ReadonlyMap<string, LoadBalancerTarget> {
    return this.runner.targets;
  }

  private runHttp(services: readonly HttpService[]): void {
    const { loadBalancer } = this.props.service;
    if (loadBalancer) for (const service of services) this.runner.runHttp(service, loadBalancer);
  }

  /** Not the name of the default group's alarm: if the front service changes its stack, one stack would delete the alarm of the other. */
  private watchFront(): CloudwatchMetricAlarm | undefined {
    const { platform, group } = this.props;
    const front = frontOf(platform);
    return front?.group === group.name ? this.runner.watchFront(front.service, ["group", group.name, "origin"]) : undefined;
  }

  private runLayer4(services: readonly NetworkService[]): void {
    const { networkLoadBalancer, certificateArn } = this.props.service;
    if (networkLoadBalancer) for (const service of services) this.runner.runNetwork(service, networkLoadBalancer, certificateArn);
  }
}
