import type { PolicyStatement } from "../../core/policy";
import { KIND_RIGHTS } from "../../registry";
import { writeActions } from "./index";
import type { Owner } from "./scopes";

/** Services that are handed roles of ours, as arguments of what they do. */
export const PASSED_TO: readonly string[] = [
  "chatbot.amazonaws.com",
  "ecs-tasks.amazonaws.com",
  "grafana.amazonaws.com",
  "s3.amazonaws.com",
  "vpc-flow-logs.amazonaws.com",
  ...KIND_RIGHTS.flatMap(({ passedTo = [] }) => passedTo),
].sort();

/**
 * Services that make themselves a role in an account when they are used for the first time there, in the name of who uses them.
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

/** Actions that tell by the role's boundary whether they are allowed: `iam:PermissionsBoundary` is a key of these alone. */
export const BOUNDED = [
  "iam:AttachRolePolicy",
  "iam:CreateRole",
  "iam:DeleteRolePolicy",
  "iam:DetachRolePolicy",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
];

/**
 * The roles that stacks make, by name: those of a region, and the few of the whole environment. IAM tells by the boundary who may give a
 * role rights, but not who may delete it, hand it on or let others have it: so a role that people made, though it begins with the
 * environment's name, is none of these.
 *
 * A path of their own would tell them better; but IAM knows no change of a path, and a role that is made anew stops what runs with it.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
export function roleNames(environment: string): readonly string[] {
  return ["??-*-?-*", "grafana", "site-replication", "slack-alerts"].map((name) => `${environment}-${name}`);
}

/**
 * What it takes to make the roles of programs and services: each within the boundary, so that none may more than programs ever may. Without
 * that, who may make a role may all that a role can be given.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate
 */
export function roleStatements({ environment, accountId }: Owner, boundaryArn: string): readonly PolicyStatement[] {
  const roles = roleNames(environment).map((name) => `arn:aws:iam::${accountId}:role/${name}`);
  return [
    {
      sid: "BoundedRoles",
      actions: BOUNDED,
      resources: roles,
      conditions: { StringEquals: { "iam:PermissionsBoundary": boundaryArn } },
    },
    { sid: "Roles", actions: writeActions("identity").filter((action) => !BOUNDED.includes(action)), resources: roles },
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
