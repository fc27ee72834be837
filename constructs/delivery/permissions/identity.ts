import { type RightsTable, actionsOf } from "../../core/actions";

const iam = actionsOf("iam");

/**
 * Roles of workloads and services. The sources of the pipeline's own permissions are read-only: changing them requires a person with IAM
 * permissions.
 */
export const IDENTITY: RightsTable = {
  aws_iam_role: {
    read: iam("GetRole ListRolePolicies ListAttachedRolePolicies"),
    write: [
      ...iam("CreateRole UpdateRole UpdateRoleDescription UpdateAssumeRolePolicy DeleteRole ListInstanceProfilesForRole"),
      ...iam("PutRolePermissionsBoundary TagRole UntagRole"),
    ],
  },
  aws_iam_role_policy: { read: iam("GetRolePolicy"), write: iam("PutRolePolicy DeleteRolePolicy") },
  aws_iam_role_policy_attachment: { read: iam("ListAttachedRolePolicies"), write: iam("AttachRolePolicy DetachRolePolicy") },
  aws_iam_policy: { read: iam("GetPolicy GetPolicyVersion ListPolicyVersions"), write: [] },
  aws_iam_openid_connect_provider: { read: iam("GetOpenIDConnectProvider"), write: [] },
};

/** Actions on managed policies, which only roles with many statements have. */
export const POLICY_WRITES = iam("CreatePolicy CreatePolicyVersion DeletePolicy DeletePolicyVersion TagPolicy UntagPolicy");
