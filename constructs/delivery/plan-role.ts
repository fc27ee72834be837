import { Construct } from "constructs";
import { type TrustProps, planTrust, prepareTrust } from "./github-trust";
import type { PipelineBoundary } from "./permissions-boundary";
import { type StateOwner, readStates, writePlans } from "./permissions/state-statements";
import { PipelineRole } from "./pipeline-role";
import type { RightsPolicy } from "./permissions-policy";

export interface PlanRoleProps {
  /** `plan` shows the changes; `prepare` stores the plans that a deployment applies. */
  readonly purpose: "plan" | "prepare";
  readonly trust: TrustProps;
  readonly owner: StateOwner;
  readonly boundary: PipelineBoundary;
  readonly settings: RightsPolicy;
}

const KINDS = {
  plan: { description: "Plans: reads settings, states and secrets", trust: planTrust, statements: readStates },
  prepare: {
    description: "Plans what is about to be deployed, and leaves the plans for that",
    trust: prepareTrust,
    statements: (owner: StateOwner) => [...readStates(owner), ...writePlans(owner)],
  },
} as const;

/**
 * A role that plans. It changes nothing in AWS, not even locks: `prepare` only stores its plans.
 *
 * There are two such roles, because a stored plan file is applied later: permission to store one decides the deployed changes. So more jobs
 * are allowed to plan than to prepare a deployment.
 */
export class PlanRole extends Construct {
  public readonly arn: string;

  public constructor(scope: Construct, id: string, { purpose, trust, owner, boundary, settings }: PlanRoleProps) {
    super(scope, id);
    const kind = KINDS[purpose];
    this.arn = new PipelineRole(this, "Role", {
      purpose,
      description: kind.description,
      trust: kind.trust(trust),
      boundary,
      policies: { settings },
      statements: kind.statements(owner),
      about: "states",
      session: "1 hour",
    }).arn;
  }
}
