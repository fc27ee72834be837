import { Construct } from "constructs";
import { type TrustProps, planTrust, prepareTrust } from "./github-trust";
import type { PipelineBoundary } from "./permissions-boundary";
import { type StateOwner, readStates, writePlans } from "./permissions/state-statements";
import { PipelineRole } from "./pipeline-role";
import type { RightsPolicy } from "./permissions-policy";

export interface PlanRoleProps {
  /** `plan` shows what would change; `prepare` leaves the plans that a deployment applies. */
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
 * A role that plans. It changes nothing in AWS, locks included: what prepares a deployment leaves its plans, and that is all.
 *
 * There are two, since a plan file is what will be applied: whoever may leave one decides what is deployed. So more jobs may plan than may
 * prepare what is deployed.
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
