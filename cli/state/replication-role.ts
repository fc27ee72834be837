import { isDeepStrictEqual } from "node:util";
import { CreateRoleCommand, GetRoleCommand, GetRolePolicyCommand, type IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html */
export function replicationPolicies(source: string, copy: string, partition: string) {
  const arn = (path: string) => `arn:${partition}:s3:::${path}`;
  const allow = (Action: readonly string[], Resource: string) => ({ Effect: "Allow", Action, Resource });
  return {
    trust: {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "s3.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: { ArnEquals: { "aws:SourceArn": arn(source) } },
        },
      ],
    },
    permissions: {
      Version: "2012-10-17",
      Statement: [
        allow(["s3:GetReplicationConfiguration", "s3:ListBucket"], arn(source)),
        allow(["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"], arn(`${source}/*`)),
        allow(["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"], arn(`${copy}/*`)),
      ],
    },
  };
}

const LONGEST_NAME = 64;
const POLICY = "replicate";

async function orNothing<T>(answer: Promise<T>): Promise<T | undefined> {
  return answer.catch((error: unknown) => {
    if (error instanceof Error && error.name.startsWith("NoSuchEntity")) return undefined;
    throw error;
  });
}

/** Makes the role that S3 copies with, or mends its permissions. Its name is the copy's. */
export async function ensureReplicationRole(
  client: IAMClient,
  source: string,
  copy: string,
  partition: string,
): Promise<{ readonly arn: string; readonly changed: boolean }> {
  const RoleName = copy.slice(0, LONGEST_NAME);
  const { trust, permissions } = replicationPolicies(source, copy, partition);
  const found = await orNothing(client.send(new GetRoleCommand({ RoleName })));
  const created = found
    ? undefined
    : await client.send(
        new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trust), Description: `Copies ${source} to ${copy}` }),
      );
  const policy = await orNothing(client.send(new GetRolePolicyCommand({ RoleName, PolicyName: POLICY })));
  const same = isDeepStrictEqual(JSON.parse(decodeURIComponent(policy?.PolicyDocument ?? "null")), permissions);
  if (!same) await client.send(new PutRolePolicyCommand({ RoleName, PolicyName: POLICY, PolicyDocument: JSON.stringify(permissions) }));
  return { arn: found?.Role?.Arn ?? created?.Role?.Arn ?? "", changed: !found || !same };
}
