import { isDeepStrictEqual } from "node:util";
import {
  CreateRoleCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  type IAMClient,
  PutRolePolicyCommand,
  type Role,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { policyDocument } from "../../constructs/core/policy";
import { REPLICATION_TRUST, replicationStatements } from "../../constructs/storage/replication-statements";

const LONGEST_NAME = 64;
const POLICY = "replicate";

/** The policies of the role, as JSON: the same as those of the roles that stacks create for replicated buckets. */
export function replicationPolicies(source: string, copy: string, partition: string) {
  const arn = (bucket: string) => `arn:${partition}:s3:::${bucket}`;
  return { trust: policyDocument(REPLICATION_TRUST), permissions: policyDocument(replicationStatements(arn(source), arn(copy))) };
}

/**
 * Creates the role that S3 replicates the state bucket with, or corrects its trust and its permissions. The role has the name of the replica
 * of the bucket.
 *
 * @returns the role's ARN, and the created or corrected parts
 */
export async function ensureReplicationRole(
  client: IAMClient,
  source: string,
  copy: string,
  partition: string,
): Promise<{ readonly arn: string; readonly changed: readonly string[] }> {
  const RoleName = copy.slice(0, LONGEST_NAME);
  const { trust, permissions } = replicationPolicies(source, copy, partition);
  const found = (await orNothing(client.send(new GetRoleCommand({ RoleName }))))?.Role;
  const role = found ?? (await create(client, RoleName, trust, `Copies ${source} to ${copy}`));
  const trusts = isSame(role.AssumeRolePolicyDocument, trust);
  if (!trusts) await client.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: trust }));
  const policy = await orNothing(client.send(new GetRolePolicyCommand({ RoleName, PolicyName: POLICY })));
  const permits = isSame(policy?.PolicyDocument, permissions);
  if (!permits) await client.send(new PutRolePolicyCommand({ RoleName, PolicyName: POLICY, PolicyDocument: permissions }));
  const corrected = [...(trusts ? [] : ["trust of the role"]), ...(permits ? [] : ["permissions of the role"])];
  return { arn: role.Arn ?? "", changed: found ? corrected : ["role"] };
}

async function create(client: IAMClient, RoleName: string, AssumeRolePolicyDocument: string, Description: string): Promise<Partial<Role>> {
  const { Role: role } = await client.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument, Description }));
  return { Arn: role?.Arn ?? "", AssumeRolePolicyDocument };
}

/** IAM returns documents URL-encoded, as in RFC 3986. */
function isSame(found: string | undefined, wanted: string): boolean {
  return found !== undefined && isDeepStrictEqual(JSON.parse(decodeURIComponent(found)), JSON.parse(wanted));
}

async function orNothing<T>(answer: Promise<T>): Promise<T | undefined> {
  return answer.catch((error: unknown) => {
    if (error instanceof Error && error.name.startsWith("NoSuchEntity")) return undefined;
    throw error;
  });
}
