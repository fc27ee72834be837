import { EcsCluster } from "@cdktf/provider-aws/lib/ecs-cluster";
import { EcsClusterCapacityProviders } from "@cdktf/provider-aws/lib/ecs-cluster-capacity-providers";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { EncryptionKey } from "../core/encryption-key";
import { LogGroup } from "../core/log-group";
import { nameIn, placementOf } from "../core/placement";
import { acceptFindings } from "../core/accepted-findings";

export interface ClusterProps {
  readonly logsKey: EncryptionKey;
}

/**
 * An ECS cluster that runs tasks on Fargate and Fargate Spot, with Container Insights: workers scale on its count of running tasks.
 *
 * Cost drivers: the cluster is free; Container Insights bills its metrics, about eight for each service, and its log.
 */
export class Cluster extends Construct {
  /** Its name, known at synth: dimensions of metrics are made from it without a reference. */
  public readonly clusterName: string;
  public readonly arn: string;
  /** What a service must depend on: ECS refuses providers that are not associated yet, and refuses to part from those in use. */
  public readonly dependables: readonly ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: ClusterProps) {
    super(scope, id);
    this.clusterName = nameIn(this, "cluster", placementOf(this).region);
    const insights = this.insightsLog(props.logsKey);
    const cluster = new EcsCluster(this, "Resource", {
      name: this.clusterName,
      setting: [{ name: "containerInsights", value: "enabled" }],
      // Nobody opens a shell in a task of ours: no session, and no log of one.
      configuration: { executeCommandConfiguration: { logging: "NONE" } },
      dependsOn: [insights],
    });
    acceptFindings(cluster, { CKV_AWS_223: "No service of ours lets anybody open a shell in its tasks: there is no session to log." });
    this.arn = cluster.arn;
    this.dependables = [this.associate(cluster)];
  }

  /** Container Insights would make its log group itself, without a key of ours, and leave it behind. */
  private insightsLog(key: EncryptionKey): ITerraformDependable {
    const log = new LogGroup(this, "InsightsLog", { name: `/aws/ecs/containerinsights/${this.clusterName}/performance`, key });
    return log.node.findChild("Resource") as unknown as ITerraformDependable;
  }

  /** The default holds for tasks that somebody starts by hand; every service of ours names its own strategy. */
  private associate(cluster: EcsCluster): ITerraformDependable {
    return new EcsClusterCapacityProviders(this, "CapacityProviders", {
      clusterName: cluster.name,
      capacityProviders: ["FARGATE", "FARGATE_SPOT"],
      defaultCapacityProviderStrategy: [{ capacityProvider: "FARGATE", base: 1, weight: 1 }],
    });
  }
}
