import type { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { Construct } from "constructs";
import { Alarms } from "../constructs/alarms/alarms";
import { BackgroundWorker } from "../constructs/compute/background-worker";
import { BalancedService, type WorkloadProps } from "../constructs/compute/balanced-service";
import type { ClusterParts } from "../constructs/compute/cluster";
import type { ConsumableResource } from "../constructs/compute/consumable-resource";
import type { ImageRepository } from "../constructs/compute/container-definition";
import { type HttpService, type NetworkService, type Service, type Worker, consumesMessages } from "../constructs/compute/model";
import { type FollowedRow, networkServiceAlarm, originAlarm } from "../constructs/compute/origin-alarm";
import { QueueWorker } from "../constructs/compute/queue-worker";
import { type Bindables, bindingsOf, find } from "../constructs/compute/uses";
import type { Binding } from "../constructs/core/bindings";
import type { EncryptionKey } from "../constructs/core/encryption-key";
import type { ApplicationLoadBalancer } from "../constructs/load-balancing/application-load-balancer";
import { numbered } from "../constructs/load-balancing/numbered";
import { HttpTarget } from "../constructs/load-balancing/http-target";
import type { NetworkLoadBalancer } from "../constructs/load-balancing/network-load-balancer";
import { NetworkTarget } from "../constructs/load-balancing/network-target";
import type { LoadBalancerTarget } from "../constructs/load-balancing/target";
import type { Network } from "../constructs/network/network";

/** Values from the stacks that workloads depend on; those stacks satisfy this interface as they are. */
export interface WorkloadInputs {
  readonly foundation: {
    readonly repositories: ReadonlyMap<string, ImageRepository>;
    readonly originToken: string;
  };
  readonly network: { readonly network: Network; readonly logsKey: EncryptionKey };
  /** Resources that workloads of the region use. */
  readonly data: Bindables & {
    /** Resources that workers consume, by name. */
    readonly consumables: ReadonlyMap<string, ConsumableResource>;
    /** KMS key of variables that are composed with secrets. Undefined without a database. */
    readonly variablesKey?: EncryptionKey;
    /** Undefined without Prometheus. */
    readonly prometheus?: WorkloadProps["prometheus"];
  };
}

/** Creates the targets, services and workers of one stack, in the default group or in another one. */
export class WorkloadRunner {
  private readonly reached = new Map<string, LoadBalancerTarget>();

  public constructor(
    private readonly scope: Construct,
    private readonly cluster: ClusterParts,
    private readonly inputs: WorkloadInputs,
  ) {}

  /** Targets of the stack's services, by name. */
  public get targets(): ReadonlyMap<string, LoadBalancerTarget> {
    return this.reached;
  }

  public runHttp(service: HttpService, loadBalancers: ReadonlyMap<number, ApplicationLoadBalancer>): void {
    const { network, foundation } = this.inputs;
    const { securityGroup } = service.placement;
    const loadBalancer = placedOn(service, loadBalancers);
    const props = { loadBalancer, network: network.network, service, originToken: foundation.originToken, securityGroup };
    this.run(service, new HttpTarget(this.scope, `Target-${service.name}`, props));
  }

  public runNetwork(
    service: NetworkService,
    loadBalancers: ReadonlyMap<number, NetworkLoadBalancer>,
    certificateArn: string | undefined,
  ): void {
    const { network } = this.inputs.network;
    const { securityGroup } = service.placement;
    const loadBalancer = placedOn(service, loadBalancers);
    this.run(
      service,
      new NetworkTarget(this.scope, `Target-${service.name}`, { loadBalancer, network, service, certificateArn, securityGroup }),
    );
  }

  public runWorker(worker: Worker): void {
    const id = `Worker-${worker.name}`;
    if (!consumesMessages(worker)) {
      new BackgroundWorker(this.scope, id, { ...this.surroundings, worker, bindings: this.bindings(worker) });
      return;
    }
    const source = find(this.inputs.data.consumables, "consumable resource", worker.consumes);
    new QueueWorker(this.scope, id, {
      ...this.surroundings,
      worker,
      consumes: source.consumable,
      bindings: [source.bindConsumer(), ...this.bindings(worker)],
    });
  }

  /**
   * The alarms that remove the region from the DNS name of an ALB while its front service has no healthy task, by the number of the ALB. The
   * front services must be in this stack.
   */
  public watchFronts(fronts: ReadonlyMap<number, HttpService>, name: readonly string[]): ReadonlyMap<number, CloudwatchMetricAlarm> {
    if (fronts.size === 0) return new Map();
    const rows = [...fronts].map(([number, front]): FollowedRow => ({
      ...originAlarm(front, find(this.targets, "target", front.name)),
      id: numbered("Origin", number),
      name: [...name, ...(number === 1 ? [] : [`${number}`])],
    }));
    const alarms = new Alarms(this.scope, "OriginAlarms", rows);
    return new Map([...fronts.keys()].map((number) => [number, alarms.alarm(numbered("Origin", number))]));
  }

  /** The same alarm for each network service, by name. */
  public watchNetwork(services: readonly NetworkService[]): ReadonlyMap<string, CloudwatchMetricAlarm> {
    const rows = services.map((service) => networkServiceAlarm(service, find(this.targets, "target", service.name)));
    const alarms = new Alarms(this.scope, "ServiceAlarms", rows);
    return new Map(services.map(({ name }) => [name, alarms.alarm(name)]));
  }

  private run(service: Service, target: LoadBalancerTarget): void {
    new BalancedService(this.scope, `Service-${service.name}`, {
      ...this.surroundings,
      service,
      target,
      bindings: this.bindings(service),
    });
    this.reached.set(service.name, target);
  }

  /** Properties that all services and workers share. */
  private get surroundings(): Omit<WorkloadProps, "bindings"> {
    const { foundation, network, data } = this.inputs;
    const { repositories } = foundation;
    const { variablesKey, prometheus } = data;
    return { cluster: this.cluster, network: network.network, repositories, logsKey: network.logsKey, variablesKey, prometheus };
  }

  private bindings(workload: Pick<Worker, "name" | "uses">): readonly Binding[] {
    return bindingsOf(workload, this.inputs.data);
  }
}

function placedOn<LoadBalancer>({ name, placement }: Service, loadBalancers: ReadonlyMap<number, LoadBalancer>): LoadBalancer {
  const found = loadBalancers.get(placement.loadBalancer);
  if (found === undefined)
    throw new Error(`service "${name}" is on load balancer ${placement.loadBalancer}, which the region does not have`);
  return found;
}
