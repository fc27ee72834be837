import { physicalName } from "../../config/names";
import { Construct } from "constructs";
import { pipelineBoundaryStatements, type PipelineOwner, workloadBoundaryStatements } from "./permissions/boundary-statements";
import { RightsPolicy } from "./rights-policy";

const WORKLOADS = "workload-boundary";

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
    }).arn;
  }
}
