import type { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { Construct } from "constructs";
import type { Platform } from "../config/model";
import { httpServices, networkServices } from "../constructs/compute/balancers";
import { type Group, workloadsOfGroup } from "../constructs/compute/groups";
import { Stack } from "../constructs/core/stack";
import type { LoadBalancerTarget } from "../constructs/load-balancing/target";
import type { Region } from "../constructs/network/model";
import { frontsIn } from "./front";
import { prepareStack } from "./prepare-stack";
import type { ServiceStack } from "./service-stack";
import { type WorkloadInputs, WorkloadRunner } from "./workload-runner";

export interface GroupStackProps extends WorkloadInputs {
  readonly platform: Platform;
  readonly region: Region;
  readonly group: Group;
  /** The service stack of the region, with the cluster and the load balancers of all groups. */
  readonly service: Pick<ServiceStack, "cluster" | "loadBalancers" | "networkLoadBalancers" | "certificateArn">;
}

/**
 * Services and workers of one group in a region, in a state of their own: a new image of one plans no workload of another group. They share the
 * cluster and the load balancers of the region's service stack.
 */
export class GroupStack extends Stack {
  /** Origin alarms of the ALBs whose front service is in this group, by the number of the ALB. */
  public readonly originAlarms: ReadonlyMap<number, CloudwatchMetricAlarm>;
  /** Origin alarm of each TCP, UDP or TLS service of the group, by name. */
  public readonly serviceAlarms: ReadonlyMap<string, CloudwatchMetricAlarm>;
  private readonly runner: WorkloadRunner;

  public constructor(scope: Construct, id: string, props: GroupStackProps) {
    super(scope, id);
    const { platform, region, group, service } = props;
    prepareStack(this, platform, region.name);
    const { services, workers } = workloadsOfGroup(platform, group.name);
    this.runner = new WorkloadRunner(this, service.cluster.inOtherStacks, props);
    for (const one of httpServices(services)) this.runner.runHttp(one, service.loadBalancers);
    // Not the name of the default group's alarm: if a front service changes its stack, one stack would delete the alarm of the other.
    this.originAlarms = this.runner.watchFronts(frontsIn(platform, group.name), ["group", group.name, "origin"]);
    const layer4 = networkServices(services);
    for (const one of layer4) this.runner.runNetwork(one, service.networkLoadBalancers, service.certificateArn);
    this.serviceAlarms = this.runner.watchNetwork(layer4);
    for (const worker of workers) this.runner.runWorker(worker);
  }

  /** Targets of the group's services, by name. */
  public get targets(): ReadonlyMap<string, LoadBalancerTarget> {
    return this.runner.targets;
  }
}
