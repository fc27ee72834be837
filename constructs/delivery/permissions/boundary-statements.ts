import { replicaBucketName } from "../../core/names";
import type { PolicyStatement } from "../../core/policy";
import { POLICY_PARTS, type Part, readActions, writeActions } from "./index";
import { BOUNDED } from "./role-statements";
import { serviceOf } from "../../core/actions";
import type { StateOwner } from "./state-statements";
import { tagDenials } from "./tagged-statements";
import { WORKLOAD_ACTIONS } from "./workloads";

/** Services of the whole organization: of these what is needed and nothing more. */
const ORGANIZATIONS: readonly string[] = ["organizations", "sso"];

/** A boundary allows nothing by itself: what a role may is what both its own policies and its boundary allow. */
export const UPPER_BOUND = "It is an upper bound: the roles' own policies name what the rights are on.";

export function workloadBoundaryStatements(): readonly PolicyStatement[] {
  return [{ sid: "Workloads", actions: [...WORKLOAD_ACTIONS].sort(), resources: ["*"], reason: UPPER_BOUND }];
}

export interface PipelineOwner extends StateOwner {
  /** Of the pipeline's roles. */
  readonly roleNames: readonly string[];
  readonly workloadBoundaryArn: string;
}

/**
 * What the pipeline's own roles may have at most, whatever policies somebody attaches to them: services that the platform is made of, and of
 * IAM its roles alone, without ever
 *
 * - touching what gives the pipeline its rights: its roles, whose policies and whose provider it cannot write anyhow;
 * - making a role that may more than programs ever may;
 * - using, taking or giving away another environment's keys and workspaces;
 * - touching how the states are kept, the role that copies them included, or taking away what they were before, here or in the copy.
 */
export function pipelineBoundaryStatements(owner: PipelineOwner): readonly PolicyStatement[] {
  const { accountId, stateBucket, roleNames, workloadBoundaryArn } = owner;
  const actions = [...readActions(), ...(Object.keys(POLICY_PARTS) as Part[]).flatMap(writeActions)];
  const whole = actions.filter((action) => !["iam", ...ORGANIZATIONS].includes(serviceOf(action)));
  const services = [...new Set(whole.map((action) => `${serviceOf(action)}:*`))].sort();
  const ofOrganizations = actions.filter((action) => ORGANIZATIONS.includes(serviceOf(action)));
  const copy = replicaBucketName(stateBucket);
  const roles = [...writeActions("identity"), "iam:CreateServiceLinkedRole", "iam:PassRole"];
  return [
    { sid: "Services", actions: [...services, ...ofOrganizations], resources: ["*"], reason: UPPER_BOUND },
    {
      sid: "Roles",
      actions: [...readActions().filter((action) => serviceOf(action) === "iam"), ...roles],
      resources: ["*"],
      reason: UPPER_BOUND,
    },
    {
      sid: "NotItself",
      effect: "Deny",
      actions: roles,
      // The role that copies states is named like their copy.
      resources: [...roleNames, copy].map((name) => `arn:aws:iam::${accountId}:role/${name}`),
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
        // Tags of buckets, by the actions that take the place of `PutBucketTagging`.
        ...["s3:TagResource", "s3:UntagResource"],
      ],
      resources: [stateBucket, copy].flatMap((name) => [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`]),
    },
    { sid: "CopyIsKept", effect: "Deny", actions: ["s3:DeleteObject", "s3:PutObject"], resources: [`arn:aws:s3:::${copy}/*`] },
  ];
}
