import { Construct } from "constructs";
import type { AcceptedFindings } from "../core/accepted-findings";
import { type TrustProps, deployTrust } from "./github-trust";
import type { PipelineBoundary, WorkloadBoundary } from "./permissions-boundary";
import { POLICY_PARTS, type Part } from "./permissions";
import { roleStatements } from "./permissions/role-statements";
import { type StateOwner, writeStates } from "./permissions/state-statements";
import { deployStatements } from "./permissions/statements";
import { PipelineRole } from "./pipeline-role";
import { RightsPolicy } from "./permissions-policy";

export interface DeployRoleProps {
  readonly trust: TrustProps;
  readonly owner: StateOwner;
  readonly boundary: PipelineBoundary;
  /** Permissions boundary of the roles that it creates. */
  readonly workloads: WorkloadBoundary;
  readonly settings: RightsPolicy;
  /** Whether roles of workloads can have managed policies. */
  readonly largePolicies: boolean;
}

const NAMELESS =
  "Some of its actions do not support resources, or their resources have no name with the environment's prefix; each statement has a reason, and the boundary limits all of them.";

const LOG_POLICY = "CloudWatch Logs has one set of resource policies per account and region; its actions do not support resources.";

const ON_ANYTHING: AcceptedFindings = { CKV_AWS_111: NAMELESS, CKV_AWS_356: NAMELESS };

/** Accepted findings of Checkov by policy part. Data and identity have none, because their permissions are limited by name. */
const ACCEPTED: Readonly<Partial<Record<Part, AcceptedFindings>>> = {
  compute: ON_ANYTHING,
  edge: ON_ANYTHING,
  network: ON_ANYTHING,
  telemetry: { ...ON_ANYTHING, CKV_AWS_109: LOG_POLICY },
  watching: { ...ON_ANYTHING, CKV_AWS_109: LOG_POLICY },
};

/**
 * The role that deploys an environment: it creates, changes and deletes the resources of stacks, limited to this environment's names if AWS
 * identifies the resources by name. It cannot change the sources of its own permissions.
 *
 * A first deployment creates databases for 30 minutes in each region, so the session is longer than the usual hour.
 */
export class DeployRole extends Construct {
  public readonly arn: string;

  public constructor(scope: Construct, id: string, { trust, owner, boundary, workloads, settings, largePolicies }: DeployRoleProps) {
    super(scope, id);
    const parts = Object.keys(POLICY_PARTS) as Part[];
    const policyOf = (part: Part) =>
      new RightsPolicy(this, `Policy-${part}`, {
        name: `deploy-${part}`,
        description: `Deploys ${owner.environment}: ${part}`,
        statements: part === "identity" ? roleStatements(owner, workloads.arn, largePolicies) : deployStatements(part, owner),
        accepted: ACCEPTED[part],
      });
    this.arn = new PipelineRole(this, "Role", {
      purpose: "deploy",
      description: "Deploys what was reviewed",
      trust: deployTrust(trust),
      boundary,
      policies: { settings, ...Object.fromEntries(parts.map((part) => [part, policyOf(part)])) },
      statements: writeStates(owner),
      about: "states",
      session: "6 hours",
    }).arn;
  }
}
