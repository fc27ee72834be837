import { EcsCluster } from "@cdktf/provider-aws/lib/ecs-cluster";
import { EcsClusterCapacityProviders } from "@cdktf/provider-aws/lib/ecs-cluster-capacity-providers";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { EncryptionKey } from "../core/encryption-key";
import { LogGroup } from "../core/log-group";
import { nameIn, placementOf } from "../core/placement";
import { acceptFindings } from "../core/accepted-findings";
import { existsAt } from "../watching/level";
import type { Observability } from "../watching/model";
import type { WorkloadModels } from "./workloads";

export interface ClusterProps {
  readonly logsKey: EncryptionKey;
  /** Whether Container Insights is enabled: {@link needsInsights}. @default true */
  readonly insights?: boolean;
}

/** The attributes of a cluster that its services need. */
export interface ClusterParts {
  /** The cluster name, known at synthesis: metric dimensions contain it without a Terraform reference. */
  readonly clusterName: string;
  readonly arn: string;
  /** Dependencies of a service: ECS rejects capacity providers that are not associated yet, and does not disassociate providers in use. */
  readonly dependables: readonly ITerraformDependable[];
}

/**
 * Whether a cluster needs Container Insights: workers scale on its running task count, and alarms from the level `standard` on read its
 * metrics.
 */
export function needsInsights({
  services,
  workers,
  observability,
}: WorkloadModels & { readonly observability: Pick<Observability, "level"> }) {
  return workers.length > 0 || [observability, ...services].some(({ level }) => existsAt(level, "standard"));
}

const WITHOUT_INSIGHTS = "No alarm of the level `basic` reads metrics of Container Insights, which are billed.";

/**
 * An ECS cluster for Fargate and Fargate Spot.
 *
 * Cost drivers: the cluster is free. Container Insights bills its metrics, about eight for each service, and its log.
 */
export class Cluster extends Construct implements ClusterParts {
  public readonly clusterName: string;
  public readonly arn: string;
  public readonly dependables: readonly ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: ClusterProps) {
    super(scope, id);
    this.clusterName = nameIn(this, "cluster", placementOf(this).region);
    const { logsKey, insights = true } = props;
    const insightsLog = insights ? [this.insightsLog(logsKey)] : [];
    const cluster = new EcsCluster(this, "Resource", {
      name: this.clusterName,
      setting: [{ name: "containerInsights", value: insights ? "enabled" : "disabled" }],
      // ECS Exec is disabled in all tasks, so there is no session to log.
      configuration: { executeCommandConfiguration: { logging: "NONE" } },
      dependsOn: insightsLog,
    });
    acceptFindings(cluster, {
      CKV_AWS_223: "All services disable ECS Exec, so there is no session to log.",
      CKV_AWS_65: !insights && WITHOUT_INSIGHTS,
      LOGGED: !insights && WITHOUT_INSIGHTS,
    });
    this.arn = cluster.arn;
    this.dependables = [this.associate(cluster)];
  }

  /** The cluster for services of other stacks, which are deployed after it: Terraform has no dependencies between resources of two stacks. */
  public get inOtherStacks(): ClusterParts {
    return { clusterName: this.clusterName, arn: this.arn, dependables: [] };
  }

  /** Container Insights would otherwise create its log group without the customer managed KMS key, and would not delete it. */
  private insightsLog(key: EncryptionKey): ITerraformDependable {
    const log = new LogGroup(this, "InsightsLog", { name: `/aws/ecs/containerinsights/${this.clusterName}/performance`, key });
    return log.node.findChild("Resource") as unknown as ITerraformDependable;
  }

  /** The default applies to tasks that are started manually. Every service names its own strategy. */
  private associate(cluster: EcsCluster): ITerraformDependable {
    return new EcsClusterCapacityProviders(this, "CapacityProviders", {
      clusterName: cluster.name,
      capacityProviders: ["FARGATE", "FARGATE_SPOT"],
      defaultCapacityProviderStrategy: [{ capacityProvider: "FARGATE", base: 1, weight: 1 }],
    });
  }
}
