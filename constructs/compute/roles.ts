import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { accountIdOf } from "../core/account";
import type { LogGroup } from "../core/log-group";
import { nameIn, placementOf } from "../core/placement";
import { splitPolicy } from "../core/split-statements";
import { type PolicyStatement, policyDocument, serviceTrust } from "../core/policy";
import { acceptFindings, wildcardExceptions } from "../core/accepted-findings";
import { roleBoundary, workloadPolicyPath } from "../core/role-boundary";
import type { Collection } from "./collector";

export interface TaskRoleProps {
  /** Name of the service or worker. */
  readonly workload: string;
  /** `task`: the role of the application; `execution`: the role of ECS, which starts the task. */
  readonly purpose: "task" | "execution";
  readonly statements: readonly PolicyStatement[];
}

/**
 * A role that tasks of one workload in one region assume. It allows exactly its statements; without statements it has no policy. Statements
 * that exceed the maximum length of an inline policy are in managed policies.
 */
export class TaskRole extends Construct {
  public readonly arn: string;
  /**
   * Dependencies of a service: a task that starts before its policy exists fails, and a task that drains after the policy is deleted hangs.
   */
  public readonly dependables: readonly ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: TaskRoleProps) {
    super(scope, id);
    const role = new IamRole(this, "Resource", {
      name: nameIn(this, "role", placementOf(this).region, props.workload, props.purpose),
      assumeRolePolicy: serviceTrust("ecs-tasks.amazonaws.com", accountIdOf(this)),
      ...roleBoundary(this),
    });
    this.arn = role.arn;
    this.dependables = props.statements.length === 0 ? [role] : this.policies(role, props);
  }

  private policies(role: IamRole, props: TaskRoleProps): readonly ITerraformDependable[] {
    const { purpose, statements } = props;
    const { inline, managed } = splitPolicy(statements);
    const attached = managed.map((part, index) => this.attach(role, part, props, `${index + 2}`));
    const policy = new IamRolePolicy(this, "Policy", {
      name: purpose,
      role: role.name,
      policy: policyDocument(inline),
      // Statements that move to a managed policy are removed from this one after it is attached.
      ...(attached.length > 0 && { dependsOn: [...attached] }),
    });
    acceptFindings(policy, wildcardExceptions(inline));
    return [policy, ...attached];
  }

  private attach(role: IamRole, statements: readonly PolicyStatement[], { workload, purpose }: TaskRoleProps, number: string) {
    const { environment, region } = placementOf(this);
    const policy = new IamPolicy(this, `Policy-${number}`, {
      name: nameIn(this, "policy", region, workload, purpose, number),
      path: workloadPolicyPath(environment),
      policy: policyDocument(statements),
    });
    acceptFindings(policy, wildcardExceptions(statements));
    return new IamRolePolicyAttachment(this, `Attachment-${number}`, { role: role.name, policyArn: policy.arn });
  }
}

/**
 * The permissions that ECS requires to start a task: pull the image, write the log, read the secrets of the bindings.
 *
 * @param repositoryArn the ECR repository of the image; undefined for an image from another registry, which ECS pulls without credentials.
 * The policy of a repository in another account must also allow this account to pull.
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
      reason: "An ECR token belongs to the registry, not to a repository: the action does not support resources.",
    },
    {
      actions: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      resources: [repositoryArn],
    },
  ];
}

/**
 * The permissions of the collector sidecar. It uses the task role, since a task has only one.
 *
 * @param latencyLog the log group of latency metrics, if they go to CloudWatch.
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
  reason: "The action does not support resources.",
};

/** The suffix `:*` of the group's ARN matches its streams. */
function writeStatement(logGroup: LogGroup): PolicyStatement {
  return { actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: [`${logGroup.arn}:*`] };
}
