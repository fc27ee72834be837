import { physicalName } from "../core/names";
import { Construct } from "constructs";
import type { AcceptedFindings } from "../core/accepted-findings";
import { pipelineBoundaryStatements, type PipelineOwner, UPPER_BOUND, workloadBoundaryStatements } from "./permissions/boundary-statements";
import { RightsPolicy } from "./permissions-policy";

const WORKLOADS = "workload-boundary";

/** Checkov's findings for broad policies: credentials, data exfiltration, permissions management, and unconstrained writes. */
const WIDE: AcceptedFindings = {
  CKV_AWS_107: UPPER_BOUND,
  CKV_AWS_108: UPPER_BOUND,
  CKV_AWS_109: UPPER_BOUND,
  CKV_AWS_111: UPPER_BOUND,
  CKV_AWS_356: UPPER_BOUND,
};

/** Name of the permissions boundary of an environment's roles. Stacks use it without a reference to the foundation. */
export function workloadBoundaryName(environment: string): string {
  return physicalName("policy", environment, WORKLOADS);
}

/** The maximum permissions of workload and service roles: the pipeline cannot create a role without this boundary. */
export class WorkloadBoundary extends Construct {
  public readonly arn: string;

  public constructor(scope: Construct, id: string) {
    super(scope, id);
    this.arn = new RightsPolicy(this, "Policy", {
      name: WORKLOADS,
      description: "All that a role of a program or service may ever do",
      statements: workloadBoundaryStatements(),
      accepted: WIDE,
    }).arn;
  }
}

/** The maximum permissions of the pipeline's own roles, independent of their attached policies. */
export class PipelineBoundary extends Construct {
  public readonly arn: string;

  public constructor(scope: Construct, id: string, props: PipelineOwner) {
    super(scope, id);
    this.arn = new RightsPolicy(this, "Policy", {
      name: "delivery-boundary",
      description: "All that plans and deployments may ever do",
      statements: pipelineBoundaryStatements(props),
      accepted: { ...WIDE, CKV_AWS_110: UPPER_BOUND },
    }).arn;
  }
}
