import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { accountIdOf } from "../core/account";
import type { LogGroup } from "../core/log-group";
import { nameIn, placementOf } from "../core/placement";
import { type PolicyStatement, policyDocument, serviceTrust } from "../core/policy";
import { acceptFindings, wildcardExceptions } from "../core/accepted-findings";
import { roleBoundary } from "../core/role-boundary";
import type { Collection } from "./collector";

export interface TaskRoleProps {
  /** Name of the service or worker. */
  readonly workload: string;
  /** Whose role it is: the program's (`task`), or that of ECS, which starts it (`execution`). */
  readonly purpose: "task" | "execution";
  readonly statements: readonly PolicyStatement[];
}

/** A role that tasks of one workload in one region assume. It may do exactly what its statements say; with none there is no policy. */
export class TaskRole extends Construct {
  public readonly arn: string;
  /** What a service must depend on: a task that starts before its policy is there fails, and one that drains after it has gone hangs. */
  public readonly dependables: readonly ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: TaskRoleProps) {
    super(scope, id);
    const role = new IamRole(this, "Resource", {
      name: nameIn(this, "role", placementOf(this).region, props.workload, props.purpose),
      assumeRolePolicy: serviceTrust("ecs-tasks.amazonaws.com", accountIdOf(this)),
      ...roleBoundary(this),
    });
    this.arn = role.arn;
    this.dependables = props.statements.length === 0 ? [role] : [this.policy(role, props)];
  }

  private policy(role: IamRole, { purpose, statements }: TaskRoleProps): ITerraformDependable {
    const policy = new IamRolePolicy(this, "Policy", { name: purpose, role: role.name, policy: policyDocument(statements) });
    acceptFindings(policy, wildcardExceptions(statements));
    return policy;
  }
}

/**
 * What ECS itself needs to start a task: its image, its log, and the secrets that its bindings name.
 *
 * @param repositoryArn the image's repository in ECR; undefined for an image from elsewhere, which ECS pulls without credentials. If another
 * account has the repository, its policy must allow this account to pull, too.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html
 */
export function executionStatements(
  repositoryArn: string | undefined,
  logGroup: LogGroup,
  secrets: readonly PolicyStatement[],
): readonly PolicyStatement[] {
  return [...(repositoryArn === undefined ? [] : pullStatements(repositoryArn)), writeStatement(logGroup), ...secrets];
}

function pullStatements(repositoryArn: string): readonly PolicyStatement[] {
  return [
    {
      actions: ["ecr:GetAuthorizationToken"],
      resources: ["*"],
      reason: "A token for ECR belongs to the registry, not to a repository: the action knows no resource.",
    },
    {
      actions: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      resources: [repositoryArn],
    },
  ];
}

/**
 * What the collector beside a program needs, which has the program's role: a task has one.
 *
 * @param latencyLog the log group that carries latency to CloudWatch, where it goes there.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html
 * @see https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-and-IAM.html
 */
export function collectorStatements({ tracing, sink }: Collection, latencyLog: LogGroup | undefined): readonly PolicyStatement[] {
  return [
    ...(tracing ? [PUT_TRACES] : []),
    ...(latencyLog ? [writeStatement(latencyLog)] : []),
    ...(sink.kind === "prometheus" ? [{ actions: ["aps:RemoteWrite"], resources: [sink.target.workspaceArn] }] : []),
  ];
}

const PUT_TRACES: PolicyStatement = {
  actions: ["xray:PutTraceSegments"],
  resources: ["*"],
  reason: "X-Ray has no resource that traces are put into: the action knows none.",
};

/** The `:*` behind the group's ARN are its streams. */
function writeStatement(logGroup: LogGroup): PolicyStatement {
  return { actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: [`${logGroup.arn}:*`] };
}
