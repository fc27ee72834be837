import { replicaBucketName } from "../../core/names";
import type { PolicyStatement } from "../../core/policy";
import { POLICY_PARTS, type Part, readActions, writeActions } from "./index";
import { POLICY_WRITES } from "./identity";
import { BOUNDED } from "./role-statements";
import { serviceOf } from "../../core/actions";
import type { StateOwner } from "./state-statements";
import { tagDenials } from "./tagged-statements";
import { WORKLOAD_ACTIONS } from "./workloads";

/** Organization-wide services: only the required actions are allowed. */
const ORGANIZATIONS: readonly string[] = ["organizations", "sso"];

/** A boundary grants nothing itself: a role has the permissions that both its policies and its boundary allow. */
export const UPPER_BOUND = "It is an upper bound: the roles' own policies limit the resources.";

export function workloadBoundaryStatements(): readonly PolicyStatement[] {
  return [{ sid: "Workloads", actions: [...WORKLOAD_ACTIONS].sort(), resources: ["*"], reason: UPPER_BOUND }];
}

export interface PipelineOwner extends StateOwner {
  /** Names of the pipeline's roles. */
  readonly roleNames: readonly string[];
  readonly workloadBoundaryArn: string;
  /** Whether roles of workloads can have managed policies. */
  readonly largePolicies: boolean;
}

/**
 * The maximum permissions of the pipeline's own roles, independent of their attached policies: the services that the platform uses, and the
 * IAM actions on roles. Denied are:
 *
 * - changes to the sources of the pipeline's permissions: its roles, in addition to their policies and provider, which it cannot write anyway;
 * - roles that are allowed more than the workload boundary;
 * - use, retagging and transfer of another environment's keys and workspaces;
 * - changes to the storage settings of states and to the role that replicates them, and the deletion of earlier versions, in the bucket or
 *   its replica.
 */
export function pipelineBoundaryStatements(owner: PipelineOwner): readonly PolicyStatement[] {
  const { accountId, environment, stateBucket, roleNames, workloadBoundaryArn, largePolicies } = owner;
  const actions = [...readActions(), ...(Object.keys(POLICY_PARTS) as Part[]).flatMap(writeActions)];
  const whole = actions.filter((action) => !["iam", ...ORGANIZATIONS].includes(serviceOf(action)));
  const services = [...new Set(whole.map((action) => `${serviceOf(action)}:*`))].sort();
  const ofOrganizations = actions.filter((action) => ORGANIZATIONS.includes(serviceOf(action)));
  const replica = replicaBucketName(stateBucket);
  const roles = [...writeActions("identity"), "iam:CreateServiceLinkedRole", "iam:PassRole"];
  const policies = largePolicies ? POLICY_WRITES : [];
  return [
    { sid: "Services", actions: [...services, ...ofOrganizations], resources: ["*"], reason: UPPER_BOUND },
    {
      sid: "Roles",
      actions: [...readActions().filter((action) => serviceOf(action) === "iam"), ...roles, ...policies],
      resources: ["*"],
      reason: UPPER_BOUND,
    },
    ...(largePolicies
      ? [
          {
            sid: "NotItsPolicies",
            effect: "Deny",
            actions: policies,
            resources: [`arn:aws:iam::${accountId}:policy/${environment}-*`],
          } as const,
        ]
      : []),
    {
      sid: "NotItself",
      effect: "Deny",
      actions: roles,
      // The role that replicates states has the name of the replica bucket.
      resources: [...roleNames, replica].map((name) => `arn:aws:iam::${accountId}:role/${name}`),
    },
    {
      sid: "NoneUnbounded",
      effect: "Deny",
      actions: BOUNDED,
      resources: ["*"],
      conditions: { StringNotEquals: { "iam:PermissionsBoundary": workloadBoundaryArn } },
    },
    ...tagDenials(owner),
    {
      sid: "StatesAreKept",
      effect: "Deny",
      actions: [
        ...["s3:DeleteBucket*", "s3:DeleteObjectVersion*", "s3:Put*Acl", "s3:Put*Configuration", "s3:PutBucket*"],
        // Bucket tags, with the actions that replace `PutBucketTagging`.
        ...["s3:TagResource", "s3:UntagResource"],
      ],
      resources: [stateBucket, replica].flatMap((name) => [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`]),
    },
    { sid: "CopyIsKept", effect: "Deny", actions: ["s3:DeleteObject", "s3:PutObject"], resources: [`arn:aws:s3:::${replica}/*`] },
  ];
}
