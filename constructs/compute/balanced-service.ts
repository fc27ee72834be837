import { Construct } from "constructs";
import type { Service } from "./model";
import { seconds } from "../../language/units";
import type { Binding } from "../core/bindings";
import type { EncryptionKey } from "../core/encryption-key";
import type { LoadBalancerTarget } from "../load-balancing/target";
import { Autoscaling } from "./autoscaling";
import type { ClusterParts } from "./cluster";
import type { PrometheusTarget } from "../observability/telemetry/prometheus-target";
import type { ImageRepository } from "./container-definition";
import { serviceDeploymentAlarm } from "./deployment-alarms";
import { FargateService } from "./fargate-service";
import { servicePolicies } from "./scaling-policies";
import { TaskDefinition } from "./task-definition";
import { WorkloadNetwork } from "./workload-network";

/** Properties that all services and workers of a region have in common. */
export interface WorkloadProps {
  readonly cluster: ClusterParts;
  readonly network: { readonly vpcId: string; readonly privateSubnetIds: readonly string[] };
  readonly repositories: ReadonlyMap<string, ImageRepository>;
  readonly logsKey: EncryptionKey;
  /** KMS key of variables that are composed with secrets. @default none: no variable can be */
  readonly variablesKey?: EncryptionKey;
  /** The resources that it is allowed to access. */
  readonly bindings: readonly Binding[];
  /** The region's Prometheus workspace. @default none: traced workloads send their latency to CloudWatch */
  readonly prometheus?: PrometheusTarget;
}

export interface BalancedServiceProps extends WorkloadProps {
  readonly service: Service;
  readonly target: LoadBalancerTarget;
}

/**
 * A service behind a load balancer, on Fargate: its tasks, their network access and their scaling.
 *
 * @example
 * const target = new HttpTarget(this, "Target-api", { loadBalancer, network, service, originToken });
 * new BalancedService(this, "Service-api", { ...region, service, target, bindings: [database.bind("api")] });
 */
export class BalancedService extends Construct {
  public constructor(scope: Construct, id: string, props: BalancedServiceProps) {
    super(scope, id);
    const { service, target, cluster } = props;
    const network = this.createNetwork(props);
    const fargateService = new FargateService(this, "Service", {
      name: service.name,
      cluster,
      taskDefinition: this.defineTask(props),
      capacity: service.capacity,
      subnetIds: props.network.privateSubnetIds,
      securityGroup: network.group,
      desiredCount: service.scale.min,
      deploymentAlarm: serviceDeploymentAlarm(service, target),
      behind: { target, containerPort: target.port, gracePeriod: seconds(service.gracePeriod) },
      dependsOn: [...target.dependables, ...network.dependables],
    });
    // Autoscaling starts the tasks of the first image: registering a scalable target moves the task count to its minimum.
    if (service.waitsForImage) return;
    const policies = servicePolicies(service.scale, target);
    const { name, scale } = service;
    new Autoscaling(this, "Autoscaling", { name, cluster, service: fargateService, scale, policies, dependsOn: target.dependables });
  }

  private createNetwork({ service, target, network, bindings }: BalancedServiceProps): WorkloadNetwork {
    const ingress = { from: target.loadBalancerSecurityGroup, ports: [...target.openings, ...target.previousOpenings] };
    return new WorkloadNetwork(this, "Network", { name: service.name, vpcId: network.vpcId, bindings, egress: service.egress, ingress });
  }

  private defineTask({ service, target, bindings, repositories, logsKey, variablesKey, prometheus }: BalancedServiceProps): TaskDefinition {
    return new TaskDefinition(this, "Task", {
      name: service.name,
      kind: "service",
      container: service.container,
      ports: target.openings,
      bindings,
      repositories,
      logsKey,
      variablesKey,
      basics: { PORT: `${service.port}` },
      startPeriod: seconds(service.gracePeriod),
      tracing: service.tracing,
      prometheus,
    });
  }
}
