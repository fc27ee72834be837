import { Construct } from "constructs";
import type { Delivery } from "./model";
import { accountIdOf } from "../core/account";
import { nameIn, placementOf } from "../core/placement";
import { DeployRole } from "./deploy-role";
import { GithubOidc } from "./github-oidc";
import { PipelineBoundary, type WorkloadBoundary } from "./permissions-boundary";
import { planStatements } from "./permissions/statements";
import { PIPELINE_ROLES } from "./pipeline-role";
import { PlanRole } from "./plan-role";
import { PublishRole } from "./publish-role";
import { RightsPolicy } from "./permissions-policy";

export interface PipelineProps {
  readonly delivery: Delivery;
  readonly stateBucket: string;
  readonly workloads: WorkloadBoundary;
  /** Whether roles of workloads can have managed policies, which they need for many statements. @default false */
  readonly largePolicies?: boolean;
}

type Purpose = (typeof PIPELINE_ROLES)[number];

/**
 * The roles that plan and deploy an environment and push its images from GitHub, without stored keys: jobs exchange a GitHub token for a
 * role session of one or several hours. The roles have fixed names, `<environment>-plan`, `-prepare`, `-deploy` and `-publish`, so that
 * workflows can reference them.
 *
 * A pipeline for previews has no plan roles: changes of a preview are reviewed in the preview itself.
 *
 * Cost drivers: none.
 */
export class Pipeline extends Construct {
  public readonly roleArns: Readonly<Partial<Record<Purpose, string>>>;

  public constructor(scope: Construct, id: string, { delivery, stateBucket, workloads, largePolicies = false }: PipelineProps) {
    super(scope, id);
    const { environment } = placementOf(this);
    const isOfOthers = delivery.environments !== undefined;
    const owner = { environment: delivery.environments ?? environment, accountId: accountIdOf(this), stateBucket };
    const trust = { environment, delivery, providerArn: new GithubOidc(this, "Github", delivery).arn };
    const roleNames = PIPELINE_ROLES.map((purpose) => nameIn(this, "role", purpose));
    const boundary = new PipelineBoundary(this, "Boundary", { ...owner, roleNames, workloadBoundaryArn: workloads.arn, largePolicies });
    const settings = new RightsPolicy(this, "Settings", {
      name: "settings",
      description: `Reads all that ${owner.environment} is made of`,
      statements: planStatements(owner),
      accepted: { CKV_AWS_356: "It reads settings, for which most services do not support resources, and no data." },
    });
    const common = { owner, trust, boundary, settings };
    this.roleArns = {
      ...(!isOfOthers && {
        plan: new PlanRole(this, "Plan", { ...common, purpose: "plan" }).arn,
        prepare: new PlanRole(this, "Prepare", { ...common, purpose: "prepare" }).arn,
      }),
      deploy: new DeployRole(this, "Deploy", { ...common, workloads, largePolicies }).arn,
      publish: new PublishRole(this, "Publish", { owner, trust, boundary }).arn,
    };
  }
}
