import { Construct } from "constructs";
import { type TrustProps, deployTrust } from "./github-trust";
import type { PipelineBoundary, WorkloadBoundary } from "./permissions-boundary";
import { PARTS, type Part } from "./permissions";
import { roleStatements } from "./permissions/role-statements";
import { type StateOwner, writeStates } from "./permissions/state-statements";
import { deployStatements } from "./permissions/statements";
import { PipelineRole } from "./pipeline-role";
import { RightsPolicy } from "./rights-policy";

export interface DeployRoleProps {
  readonly trust: TrustProps;
  readonly owner: StateOwner;
  readonly boundary: PipelineBoundary;
  /** What the roles that it makes are bound by. */
  readonly workloads: WorkloadBoundary;
  readonly settings: RightsPolicy;
}

/**
 * The role that deploys an environment: it makes, changes and deletes what stacks are made of, under this environment's names where AWS
 * tells things by name. It cannot change what gives it its rights.
 *
 * A first deployment makes databases for half an hour in each region, so a job has it for longer than the usual hour.
 */
export class DeployRole extends Construct {
  public readonly arn: string;

  public constructor(scope: Construct, id: string, { trust, owner, boundary, workloads, settings }: DeployRoleProps) {
    super(scope, id);
    const parts = Object.keys(PARTS) as Part[];
    const policyOf = (part: Part) =>
      new RightsPolicy(this, `Policy-${part}`, {
        name: `deploy-${part}`,
        description: `Deploys ${owner.environment}: ${part}`,
        statements: part === "identity" ? roleStatements(owner, workloads.arn) : deployStatements(part, owner),
      });
    this.arn = new PipelineRole(this, "Role", {
      purpose: "deploy",
      description: "Deploys what was reviewed",
      trust: deployTrust(trust),
      boundary,
      policies: { settings, ...Object.fromEntries(parts.map((part) => [part, policyOf(part)])) },
      statements: writeStates(owner),
      session: "6 hours",
    }).arn;
  }
}
