import { physicalName } from "../core/names";
import { Construct } from "constructs";
import type { AcceptedFindings } from "../core/accepted-findings";
import { pipelineBoundaryStatements, type PipelineOwner, UPPER_BOUND, workloadBoundaryStatements } from "./permissions/boundary-statements";
import { RightsPolicy } from "./permissions-policy";

const WORKLOADS = "workload-boundary";

/** What Checkov finds in whatever allows so much: secrets, data, rights, and writing anywhere. */
const WIDE: AcceptedFindings = {
  CKV_AWS_107: UPPER_BOUND,
  CKV_AWS_108: UPPER_BOUND,
  CKV_AWS_109: UPPER_BOUND,
  CKV_AWS_111: UPPER_BOUND,
  CKV_AWS_356: UPPER_BOUND,
};

/** The name of what bounds the roles of an environment: stacks name it without knowing the foundation. */
export function workloadBoundaryName(environment: string): string {
  return physicalName("policy", environment, WORKLOADS);
}

/** What programs, and services in their name, may have at most: the pipeline makes no role without it. */
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

/** What the pipeline's own roles may have at most, whoever attaches what to them. */
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
