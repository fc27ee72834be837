import type { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import type { HttpService, NetworkService, Platform, Region, Service, Worker } from "../config/model";
import { Stack } from "../constructs/core/stack";
import { BalancedService, type WorkloadProps } from "../constructs/compute/balanced-service";
import { Cluster } from "../constructs/compute/cluster";
import type { ImageRepository } from "../constructs/compute/container-definition";
import { frontService, networkServiceAlarm, originAlarm } from "../constructs/compute/origin-alarm";
import { QueueWorker } from "../constructs/compute/queue-worker";
import { type Bindables, bindingsOf, find } from "../constructs/compute/uses";
import type { Bindable, Binding } from "../constructs/core/bindings";
import type { EncryptionKey } from "../constructs/core/encryption-key";
import { ApplicationLoadBalancer } from "../constructs/load-balancing/application-load-balancer";
import { HttpTarget } from "../constructs/load-balancing/http-target";
import { NetworkLoadBalancer } from "../constructs/load-balancing/network-load-balancer";
import { NetworkTarget } from "../constructs/load-balancing/network-target";
import { RegionalCertificate } from "../constructs/load-balancing/regional-certificate";
import type { LoadBalancerTarget } from "../constructs/load-balancing/target";
import type { Network } from "../constructs/network/network";
import { Alarms } from "../constructs/observability/alarms";
import { prepareStack } from "./prepare-stack";

/** A queue as its senders and its workers see it. */
export interface ConsumableQueue extends Bindable {
  readonly queueName: string;
  bindConsumer(): Binding;
}

/** What it needs of the stacks below it; they fit as they are. */
export interface ServiceStackProps {
  readonly platform: Platform;
  readonly region: Region;
  readonly foundation: {
    readonly hostedZone: { readonly name: string };
    readonly repositories: ReadonlyMap<string, ImageRepository>;
    readonly originToken: string;
  };
  readonly network: { readonly network: Network; readonly logsKey: EncryptionKey };
  readonly data: {
    readonly databases: ReadonlyMap<string, Bindable>;
    readonly tables: ReadonlyMap<string, Bindable>;
    readonly caches: ReadonlyMap<string, Bindable>;
    readonly queues: ReadonlyMap<string, ConsumableQueue>;
    readonly secrets: ReadonlyMap<string, Bindable>;
    /** If the platform has Prometheus. */
    readonly prometheus?: WorkloadProps["prometheus"];
  };
}

/** What runs in a region: load balancers, services and workers. A new image changes this stack and no other. */
export class ServiceStack extends Stack {
  /** There if the platform has an HTTP service. */
  public readonly loadBalancer?: ApplicationLoadBalancer;
  /** There if the platform has a TCP, UDP or TLS service. */
  public readonly networkLoadBalancer?: NetworkLoadBalancer;
  /** One metric, as Route 53 needs it: whether the region can answer. There if the platform has an HTTP service. */
  public readonly originAlarm?: CloudwatchMetricAlarm;
  /** The same for each TCP, UDP or TLS service, by its name. */
  public readonly serviceAlarms: ReadonlyMap<string, CloudwatchMetricAlarm> = new Map();
  public readonly cluster: Cluster;
  /** Of all services, by their names. */
  public readonly targets: ReadonlyMap<string, LoadBalancerTarget>;
  private readonly workloads: Omit<WorkloadProps, "bindings">;
  private readonly things: Bindables;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: ServiceStackProps,
  ) {
    super(scope, id);
    const { platform, region, foundation, network, data } = props;
    prepareStack(this, platform, region.name);
    this.cluster = new Cluster(this, "Cluster", { logsKey: network.logsKey });
    this.workloads = {
      cluster: this.cluster,
      network: network.network,
      repositories: foundation.repositories,
      logsKey: network.logsKey,
      prometheus: data.prometheus,
    };
    this.things = { database: data.databases, table: data.tables, cache: data.caches, queue: data.queues, secret: data.secrets };
    const http = platform.services.filter((service) => service.kind === "http");
    const layer4 = platform.services.filter((service) => service.kind === "network");
    const certificateArn = this.createCertificate(http, layer4);
    const targets = new Map<string, LoadBalancerTarget>();
    this.targets = targets;
    if (certificateArn !== undefined && http.length > 0) {
      this.loadBalancer = new ApplicationLoadBalancer(this, "LoadBalancer", { network: network.network, certificateArn });
      for (const service of http) targets.set(service.name, this.runHttp(service, this.loadBalancer));
      this.originAlarm = this.watchOrigin(http);
    }
    if (layer4.length > 0) {
      const { staticAddresses } = platform.network;
      this.networkLoadBalancer = new NetworkLoadBalancer(this, "NetworkLoadBalancer", { network: network.network, staticAddresses });
      for (const service of layer4) targets.set(service.name, this.runLayer4(service, this.networkLoadBalancer, certificateArn));
      this.serviceAlarms = this.watchLayer4(layer4);
    }
    for (const worker of platform.workers) this.runWorker(worker);
    this.tellAddresses();
  }

  /** Where TLS ends here. */
  private createCertificate(http: readonly HttpService[], layer4: readonly NetworkService[]): string | undefined {
    if (http.length === 0 && !layer4.some(({ listener }) => listener.protocol === "tls")) return undefined;
    const { platform, foundation } = this.props;
    return new RegionalCertificate(this, "Certificate", { domainName: platform.domainName, hostedZone: foundation.hostedZone }).arn;
  }

  private runHttp(service: HttpService, loadBalancer: ApplicationLoadBalancer): LoadBalancerTarget {
    const { originToken } = this.props.foundation;
    const { network } = this.props.network;
    return this.run(service, new HttpTarget(this, `Target-${service.name}`, { loadBalancer, network, service, originToken }));
  }

  private runLayer4(service: NetworkService, loadBalancer: NetworkLoadBalancer, certificateArn: string | undefined): LoadBalancerTarget {
    const { network } = this.props.network;
    return this.run(service, new NetworkTarget(this, `Target-${service.name}`, { loadBalancer, network, service, certificateArn }));
  }

  private run(service: Service, target: LoadBalancerTarget): LoadBalancerTarget {
    new BalancedService(this, `Service-${service.name}`, { ...this.workloads, service, target, bindings: this.bindings(service) });
    return target;
  }

  private runWorker(worker: Worker): void {
    const source = find(this.props.data.queues, "queue", worker.consumes);
    const queue = find(new Map(this.props.platform.queues.map((each) => [each.name, each])), "queue", worker.consumes);
    new QueueWorker(this, `Worker-${worker.name}`, {
      ...this.workloads,
      worker,
      consumes: { queue, queueName: source.queueName },
      bindings: [source.bindConsumer(), ...this.bindings(worker)],
    });
  }

  private bindings({ uses }: Pick<Worker, "uses">): readonly Binding[] {
    return bindingsOf(uses, this.things);
  }

  private watchOrigin(services: readonly HttpService[]): CloudwatchMetricAlarm {
    const front = frontService(services);
    const row = originAlarm(front, find(this.targets, "target", front.name));
    return new Alarms(this, "OriginAlarms", [row]).alarm("Origin");
  }

  private watchLayer4(services: readonly NetworkService[]) {
    const rows = services.map((service) => networkServiceAlarm(service, find(this.targets, "target", service.name)));
    const alarms = new Alarms(this, "ServiceAlarms", rows);
    return new Map(services.map(({ name }) => [name, alarms.alarm(name)]));
  }

  private tellAddresses(): void {
    const { loadBalancer, networkLoadBalancer } = this;
    const tell = (id: string, value: string | undefined, description: string) =>
      value === undefined ? undefined : new TerraformOutput(this, id, { value, description });
    tell("load_balancer_address", loadBalancer?.dnsName, "The ALB's own name: it answers CloudFront alone");
    tell("network_load_balancer_address", networkLoadBalancer?.dnsName, "The NLB's own name");
  }
}
