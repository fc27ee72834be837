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
  /** What the roles that it makes are bound by. */
  readonly workloads: WorkloadBoundary;
  readonly settings: RightsPolicy;
}

const NAMELESS = "Some of its actions know no resource, or none with a name of ours; each says which, and a boundary holds for all.";

const LOG_POLICY = "Which services may write logs is one policy of the account and region: it knows no resource.";

const ON_ANYTHING: AcceptedFindings = { CKV_AWS_111: NAMELESS, CKV_AWS_356: NAMELESS };

/** What Checkov finds in parts of the rights. Data and identities are told by names: nothing of them is here. */
const ACCEPTED: Readonly<Partial<Record<Part, AcceptedFindings>>> = {
  compute: ON_ANYTHING,
  edge: ON_ANYTHING,
  network: ON_ANYTHING,
  telemetry: { ...ON_ANYTHING, CKV_AWS_109: LOG_POLICY },
  watching: { ...ON_ANYTHING, CKV_AWS_109: LOG_POLICY },
};

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
    const parts = Object.keys(POLICY_PARTS) as Part[];
    const policyOf = (part: Part) =>
      new RightsPolicy(this, `Policy-${part}`, {
        name: `deploy-${part}`,
        description: `Deploys ${owner.environment}: ${part}`,
        statements: part === "identity" ? roleStatements(owner, workloads.arn) : deployStatements(part, owner),
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
