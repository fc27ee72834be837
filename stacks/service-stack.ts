import type { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import type { HttpService, NetworkService, Service, Worker } from "../constructs/compute/model";
import type { Platform } from "../config/model";
import type { Region } from "../constructs/network/model";
import { Stack } from "../constructs/core/stack";
import { BalancedService, type WorkloadProps } from "../constructs/compute/balanced-service";
import { Cluster } from "../constructs/compute/cluster";
import type { ConsumableResource } from "../constructs/compute/consumable-resource";
import type { ImageRepository } from "../constructs/compute/container-definition";
import { frontService, networkServiceAlarm, originAlarm } from "../constructs/compute/origin-alarm";
import { QueueWorker } from "../constructs/compute/queue-worker";
import { type Bindables, bindingsOf, find } from "../constructs/compute/uses";
import type { Binding } from "../constructs/core/bindings";
import type { EncryptionKey } from "../constructs/core/encryption-key";
import { ApplicationLoadBalancer } from "../constructs/load-balancing/application-load-balancer";
import { HttpTarget } from "../constructs/load-balancing/http-target";
import { NetworkLoadBalancer } from "../constructs/load-balancing/network-load-balancer";
import { NetworkTarget } from "../constructs/load-balancing/network-target";
import { RegionalCertificate } from "../constructs/load-balancing/regional-certificate";
import type { LoadBalancerTarget } from "../constructs/load-balancing/target";
import type { Network } from "../constructs/network/network";
import { Alarms } from "../constructs/alarms/alarms";
import { prepareStack } from "./prepare-stack";

/** Values from the stacks that it depends on; those stacks satisfy this interface as they are. */
export interface ServiceStackProps {
  readonly platform: Platform;
  readonly region: Region;
  readonly foundation: {
    readonly hostedZone: { readonly name: string };
    readonly repositories: ReadonlyMap<string, ImageRepository>;
    readonly originToken: string;
  };
  readonly network: { readonly network: Network; readonly logsKey: EncryptionKey };
  /** Resources that workloads of the region use. */
  readonly data: Bindables & {
    /** Resources that workers consume, by name. */
    readonly consumables: ReadonlyMap<string, ConsumableResource>;
    /** Undefined without Prometheus. */
    readonly prometheus?: WorkloadProps["prometheus"];
  };
}

/** Load balancers, services and workers of a region. A new image changes only this stack. */
export class ServiceStack extends Stack {
  /** Defined if the platform has an HTTP service. */
  public readonly loadBalancer?: ApplicationLoadBalancer;
  /** Defined if the platform has a TCP, UDP or TLS service. */
  public readonly networkLoadBalancer?: NetworkLoadBalancer;
  /** Alarm on one metric, as Route 53 requires: whether the region can serve requests. Defined if the platform has an HTTP service. */
  public readonly originAlarm?: CloudwatchMetricAlarm;
  /** The same alarm for each TCP, UDP or TLS service, by name. */
  public readonly serviceAlarms: ReadonlyMap<string, CloudwatchMetricAlarm>;
  public readonly cluster: Cluster;
  private readonly http: readonly HttpService[];
  private readonly layer4: readonly NetworkService[];
  private readonly reached = new Map<string, LoadBalancerTarget>();

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: ServiceStackProps,
  ) {
    super(scope, id);
    const { platform, region, network } = props;
    prepareStack(this, platform, region.name);
    this.http = platform.services.filter((service) => service.kind === "http");
    this.layer4 = platform.services.filter((service) => service.kind === "network");
    this.cluster = new Cluster(this, "Cluster", { logsKey: network.logsKey });
    const certificateArn = this.createCertificate();
    this.loadBalancer = this.runHttp(certificateArn);
    this.originAlarm = this.watchHttp();
    this.networkLoadBalancer = this.runLayer4(certificateArn);
    this.serviceAlarms = this.watchLayer4();
    for (const worker of platform.workers) this.runWorker(worker);
    this.tellAddresses();
  }

  /** Targets of all services, by name. */
  public get targets(): ReadonlyMap<string, LoadBalancerTarget> {
    return this.reached;
  }

  /** Defined if a listener of this stack terminates TLS. */
  private createCertificate(): string | undefined {
    if (this.http.length === 0 && !this.layer4.some(({ listener }) => listener.protocol === "tls")) return undefined;
    const { platform, foundation } = this.props;
    return new RegionalCertificate(this, "Certificate", { domainName: platform.domainName, hostedZone: foundation.hostedZone }).arn;
  }

  private runHttp(certificateArn: string | undefined): ApplicationLoadBalancer | undefined {
    if (this.http.length === 0 || certificateArn === undefined) return undefined;
    const { network } = this.props.network;
    const { originToken } = this.props.foundation;
    const loadBalancer = new ApplicationLoadBalancer(this, "LoadBalancer", { network, certificateArn });
    for (const service of this.http)
      this.run(service, new HttpTarget(this, `Target-${service.name}`, { loadBalancer, network, service, originToken }));
    return loadBalancer;
  }

  private watchHttp(): CloudwatchMetricAlarm | undefined {
    if (this.http.length === 0) return undefined;
    const front = frontService(this.http);
    const row = originAlarm(front, find(this.targets, "target", front.name));
    return new Alarms(this, "OriginAlarms", [row]).alarm("Origin");
  }

  private runLayer4(certificateArn: string | undefined): NetworkLoadBalancer | undefined {
    if (this.layer4.length === 0) return undefined;
    const { network } = this.props.network;
    const { staticAddresses } = this.props.platform.network;
    const loadBalancer = new NetworkLoadBalancer(this, "NetworkLoadBalancer", { network, staticAddresses });
    for (const service of this.layer4)
      this.run(service, new NetworkTarget(this, `Target-${service.name}`, { loadBalancer, network, service, certificateArn }));
    return loadBalancer;
  }

  private watchLayer4(): ReadonlyMap<string, CloudwatchMetricAlarm> {
    const rows = this.layer4.map((service) => networkServiceAlarm(service, find(this.targets, "target", service.name)));
    const alarms = new Alarms(this, "ServiceAlarms", rows);
    return new Map(this.layer4.map(({ name }) => [name, alarms.alarm(name)]));
  }

  private run(service: Service, target: LoadBalancerTarget): void {
    new BalancedService(this, `Service-${service.name}`, { ...this.surroundings, service, target, bindings: this.bindings(service) });
    this.reached.set(service.name, target);
  }

  private runWorker(worker: Worker): void {
    const source = find(this.props.data.consumables, "consumable resource", worker.consumes);
    new QueueWorker(this, `Worker-${worker.name}`, {
      ...this.surroundings,
      worker,
      consumes: source.consumable,
      bindings: [source.bindConsumer(), ...this.bindings(worker)],
    });
  }

  /** Properties that all services and workers share. */
  private get surroundings(): Omit<WorkloadProps, "bindings"> {
    const { foundation, network, data } = this.props;
    const { repositories } = foundation;
    return { cluster: this.cluster, network: network.network, repositories, logsKey: network.logsKey, prometheus: data.prometheus };
  }

  private bindings(workload: Pick<Worker, "name" | "uses">): readonly Binding[] {
    return bindingsOf(workload, this.props.data);
  }

  private tellAddresses(): void {
    const { loadBalancer, networkLoadBalancer } = this;
    const output = (id: string, value: string | undefined, description: string) =>
      value === undefined ? undefined : new TerraformOutput(this, id, { value, description });
    output("load_balancer_address", loadBalancer?.dnsName, "DNS name of the ALB, which accepts only CloudFront");
    output("network_load_balancer_address", networkLoadBalancer?.dnsName, "DNS name of the NLB");
  }
}
