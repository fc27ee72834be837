import type { PolicyStatement } from "../../core/policy";
import { KIND_RIGHTS } from "../../registry";
import { writeActions } from "./index";
import { workloadPolicyPath } from "../../core/role-boundary";
import { POLICY_WRITES } from "./identity";
import type { Owner } from "./scopes";

/** Services to which roles are passed as an argument. */
export const PASSED_TO: readonly string[] = [
  "chatbot.amazonaws.com",
  "ecs-tasks.amazonaws.com",
  "grafana.amazonaws.com",
  "s3.amazonaws.com",
  "vpc-flow-logs.amazonaws.com",
  ...KIND_RIGHTS.flatMap(({ passedTo = [] }) => passedTo),
].sort();

/**
 * Services that create a service-linked role on their first use in an account, on behalf of the caller.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html
 */
const SERVICE_LINKED: readonly string[] = [
  "delivery.logs.amazonaws.com",
  "ecs.amazonaws.com",
  "ecs.application-autoscaling.amazonaws.com",
  "elasticloadbalancing.amazonaws.com",
  "grafana.amazonaws.com",
  "management.chatbot.amazonaws.com",
  "replication.ecr.amazonaws.com",
  "transitgateway.amazonaws.com",
  "wafv2.amazonaws.com",
  ...KIND_RIGHTS.flatMap(({ serviceLinked = [] }) => serviceLinked),
].sort();

/** Actions that support the condition key `iam:PermissionsBoundary`. */
export const BOUNDED = [
  "iam:AttachRolePolicy",
  "iam:CreateRole",
  "iam:DeleteRolePolicy",
  "iam:DetachRolePolicy",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
];

/**
 * The roles that stacks create, by name: those of a region, and the few of the whole environment. IAM can condition the granting of
 * permissions on the boundary, but not deleting or passing a role or changing its trust policy. So a role that people created is excluded,
 * even if its name has the environment's prefix.
 *
 * A dedicated path would distinguish them better, but IAM cannot change a role's path, and recreating a role stops its workload.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
export function roleNames(environment: string): readonly string[] {
  return ["??-*-?-*", "grafana", "site-replication", "slack-alerts"].map((name) => `${environment}-${name}`);
}

/**
 * Statements for creating the roles of workloads and services, each with the boundary, so that no role exceeds the workload boundary.
 * Without it, permission to create a role implies every permission that a role can have.
 *
 * @param largePolicies whether roles can have managed policies, which they need for many statements.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate
 */
export function roleStatements({ environment, accountId }: Owner, boundaryArn: string, largePolicies: boolean): readonly PolicyStatement[] {
  const roles = roleNames(environment).map((name) => `arn:aws:iam::${accountId}:role/${name}`);
  return [
    {
      sid: "BoundedRoles",
      actions: BOUNDED,
      resources: roles,
      conditions: { StringEquals: { "iam:PermissionsBoundary": boundaryArn } },
    },
    { sid: "Roles", actions: writeActions("identity").filter((action) => !BOUNDED.includes(action)), resources: roles },
    ...(largePolicies
      ? [{ sid: "Policies", actions: POLICY_WRITES, resources: [`arn:aws:iam::${accountId}:policy${workloadPolicyPath(environment)}*`] }]
      : []),
    {
      sid: "HandOver",
      actions: ["iam:PassRole"],
      resources: roles,
      conditions: { StringEquals: { "iam:PassedToService": PASSED_TO } },
    },
    {
      sid: "RolesOfServices",
      actions: ["iam:CreateServiceLinkedRole"],
      resources: [`arn:aws:iam::${accountId}:role/aws-service-role/*`],
      conditions: { StringEquals: { "iam:AWSServiceName": SERVICE_LINKED } },
    },
  ];
}
