import type { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import type { HttpService, NetworkService } from "../constructs/compute/model";
import type { Platform } from "../config/model";
import type { Region } from "../constructs/network/model";
import { Stack } from "../constructs/core/stack";
import { balancersOf, httpServices, networkServices } from "../constructs/compute/balancers";
import { Cluster, needsInsights } from "../constructs/compute/cluster";
import { workloadsOfGroup } from "../constructs/compute/groups";
import { ApplicationLoadBalancer } from "../constructs/load-balancing/application-load-balancer";
import { NetworkLoadBalancer } from "../constructs/load-balancing/network-load-balancer";
import { numbered } from "../constructs/load-balancing/numbered";
import { RegionalCertificate } from "../constructs/load-balancing/regional-certificate";
import type { LoadBalancerTarget } from "../constructs/load-balancing/target";
import { frontsIn } from "./front";
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
  /** ALBs by number; one, unless `environments/placement.json` places services on others. */
  public readonly loadBalancers: ReadonlyMap<number, ApplicationLoadBalancer>;
  /** NLBs by number. */
  public readonly networkLoadBalancers: ReadonlyMap<number, NetworkLoadBalancer>;
  /** Defined if a listener of this region terminates TLS. */
  public readonly certificateArn?: string;
  /**
   * Alarms on one metric, as Route 53 requires: whether the region can serve requests, by the number of the ALB. Only ALBs whose front service
   * is in the default group.
   */
  public readonly originAlarms: ReadonlyMap<number, CloudwatchMetricAlarm>;
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
    this.loadBalancers = this.runHttp(httpServices(services));
    this.originAlarms = this.runner.watchFronts(frontsIn(platform, undefined), ["origin"]);
    const layer4 = networkServices(services);
    this.networkLoadBalancers = this.runLayer4(layer4);
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

  private runHttp(services: readonly HttpService[]): ReadonlyMap<number, ApplicationLoadBalancer> {
    const { certificateArn } = this;
    if (certificateArn === undefined) return new Map();
    const { network } = this.props.network;
    const loadBalancers = new Map(
      balancersOf(httpServices(this.services)).map(({ number, taskGroups }) => {
        const props = { network, certificateArn, number, taskGroups };
        return [number, new ApplicationLoadBalancer(this, numbered("LoadBalancer", number), props)] as const;
      }),
    );
    for (const service of services) this.runner.runHttp(service, loadBalancers);
    return loadBalancers;
  }

  private runLayer4(services: readonly NetworkService[]): ReadonlyMap<number, NetworkLoadBalancer> {
    const { network } = this.props.network;
    const { staticAddresses } = this.props.platform.network;
    const loadBalancers = new Map(
      balancersOf(networkServices(this.services)).map(({ number, taskGroups }) => {
        const props = { network, staticAddresses, number, taskGroups };
        return [number, new NetworkLoadBalancer(this, numbered("NetworkLoadBalancer", number), props)] as const;
      }),
    );
    for (const service of services) this.runner.runNetwork(service, loadBalancers, this.certificateArn);
    return loadBalancers;
  }

  private tellAddresses(): void {
    const output = (id: string, value: string, description: string) => new TerraformOutput(this, id, { value, description });
    for (const [number, { dnsName }] of this.loadBalancers)
      output(numbered("load_balancer_address", number).replaceAll("-", "_"), dnsName, "DNS name of the ALB, which accepts only CloudFront");
    for (const [number, { dnsName }] of this.networkLoadBalancers)
      output(numbered("network_load_balancer_address", number).replaceAll("-", "_"), dnsName, "DNS name of the NLB");
  }
}
