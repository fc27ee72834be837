import type { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import type { HttpService, NetworkService } from "../constructs/compute/model";
import type { Platform } from "../config/model";
import type { Region } from "../constructs/network/model";
import { Stack } from "../constructs/core/stack";
import { Cluster, needsInsights } from "../constructs/compute/cluster";
import { workloadsOfGroup } from "../constructs/compute/groups";
import { ApplicationLoadBalancer } from "../constructs/load-balancing/application-load-balancer";
import { NetworkLoadBalancer } from "../constructs/load-balancing/network-load-balancer";
import { RegionalCertificate } from "../constructs/load-balancing/regional-certificate";
import type { LoadBalancerTarget } from "../constructs/load-balancing/target";
import { frontOf } from "./front";
import { regionalLogDelivery } from "./log-delivery";
import { prepareStack } from "./prepare-stack";
import { type WorkloadInputs, WorkloadRunner } from "./workload-runner";

/** Values from the stacks that it depends on; those stacks satisfy this interface as they are. */
export interface ServiceStackProps extends WorkloadInputs {
  readonly platform: Platform;
  readonly region: Region;
  readonly foundation: WorkloadInputs["foundation"] & { readonly hostedZone: { readonly name: string } };
}

/**
 * Load balancers and cluster of a region, and the services and workers of the default group. A new image of one of them changes only this stack.
 * Groups have stacks of their own, behind the same load balancers.
 */
export class ServiceStack extends Stack {
  /** Defined if the platform has an HTTP service. */
  public readonly loadBalancer?: ApplicationLoadBalancer;
  /** Defined if the platform has a TCP, UDP or TLS service. */
  public readonly networkLoadBalancer?: NetworkLoadBalancer;
  /** Defined if a listener of this region terminates TLS. */
  public readonly certificateArn?: string;
  /**
   * Alarm on one metric, as Route 53 requires: whether the region can serve requests. Defined if the front service is in the default group.
   */
  public readonly originAlarm?: CloudwatchMetricAlarm;
  /** The same alarm for each TCP, UDP or TLS service of the default group, by name. */
  public readonly serviceAlarms: ReadonlyMap<string, CloudwatchMetricAlarm>;
  public readonly cluster: Cluster;
  private readonly runner: WorkloadRunner;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: ServiceStackProps,
  ) {
    super(scope, id);
    const { platform, region, network } = props;
    prepareStack(this, platform, region.name);
    const { services, workers } = workloadsOfGroup(platform, undefined);
    this.cluster = new Cluster(this, "Cluster", { logsKey: network.logsKey, insights: needsInsights(platform) });
    regionalLogDelivery(this, platform, this.cluster.clusterName);
    this.runner = new WorkloadRunner(this, this.cluster, props);
    this.certificateArn = this.createCertificate();
    this.loadBalancer = this.runHttp(services.filter((service) => service.kind === "http"));
    this.originAlarm = this.watchFront();
    const layer4 = services.filter((service) => service.kind === "network");
    this.networkLoadBalancer = this.runLayer4(layer4);
    this.serviceAlarms = this.runner.watchNetwork(layer4);
    for (const worker of workers) this.runner.runWorker(worker);
    this.tellAddresses();
  }

  /** Targets of the default group's services, by name. */
  public get targets(): ReadonlyMap<string, LoadBalancerTarget> {
    return this.runner.targets;
  }

  /** Services of all groups. */
  private get services() {
    return this.props.platform.services;
  }

  /** Defined if a listener of any group terminates TLS. */
  private createCertificate(): string | undefined {
    const terminatesTls = this.services.some((service) => service.kind === "http" || service.listener.protocol === "tls");
    if (!terminatesTls) return undefined;
    const { platform, foundation } = this.props;
    return new RegionalCertificate(this, "Certificate", { domainName: platform.domainName, hostedZone: foundation.hostedZone }).arn;
  }

  private runHttp(services: readonly HttpService[]): ApplicationLoadBalancer | undefined {
    const { certificateArn } = this;
    if (certificateArn === undefined || !this.services.some(({ kind }) => kind === "http")) return undefined;
    const { network } = this.props.network;
    const loadBalancer = new ApplicationLoadBalancer(this, "LoadBalancer", { network, certificateArn });
    for (const service of services) this.runner.runHttp(service, loadBalancer);
    return loadBalancer;
  }

  private watchFront(): CloudwatchMetricAlarm | undefined {
    const front = frontOf(this.props.platform);
    return front && front.group === undefined ? this.runner.watchFront(front.service, ["origin"]) : undefined;
  }

  private runLayer4(services: readonly NetworkService[]): NetworkLoadBalancer | undefined {
    if (!this.services.some(({ kind }) => kind === "network")) return undefined;
    const { network } = this.props.network;
    const { staticAddresses } = this.props.platform.network;
    const loadBalancer = new NetworkLoadBalancer(this, "NetworkLoadBalancer", { network, staticAddresses });
    for (const service of services) this.runner.runNetwork(service, loadBalancer, this.certificateArn);
    return loadBalancer;
  }

  private tellAddresses(): void {
    const { loadBalancer, networkLoadBalancer } = this;
    const output = (id: string, value: string | undefined, description: string) =>
      value === undefined ? undefined : new TerraformOutput(this, id, { value, description });
    output("load_balancer_address", loadBalancer?.dnsName, "DNS name of the ALB, which accepts only CloudFront");
    output("network_load_balancer_address", networkLoadBalancer?.dnsName, "DNS name of the NLB");
  }
}
