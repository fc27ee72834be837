import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { S3BucketReplicationConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-replication-configuration";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { nameIn } from "../core/placement";
import { policyDocument } from "../core/policy";
import { roleBoundary } from "../core/role-boundary";

/**
 * As AWS documents it: without a condition on the source account, which S3 is not known to send; copies would fail in silence. Nobody
 * else can make S3 use the role, since S3 takes a role only from who may pass it, and roles are passed within an account.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
 */
const TRUST = policyDocument([{ actions: ["sts:AssumeRole"], principals: { Service: ["s3.amazonaws.com"] } }]);

/** A versioned bucket, as replication sees it. */
export interface ReplicatedBucket {
  readonly bucketName: string;
  readonly arn: string;
  readonly ready: ITerraformDependable;
}

export interface BucketReplicationProps {
  /** What is copied, as a part of the role's name, for example `site`. */
  readonly role: string;
  readonly from: ReplicatedBucket;
  readonly to: ReplicatedBucket;
}

/**
 * Copies every object of one bucket to another, usually in another region, and its deletion too. Both buckets must be versioned before.
 *
 * Cost drivers: GB between regions, a PUT for each object, and the copy's storage.
 */
export class BucketReplication extends Construct {
  public constructor(scope: Construct, id: string, { role, from, to }: BucketReplicationProps) {
    super(scope, id);
    const iamRole = new IamRole(this, "Role", {
      name: nameIn(this, "role", role, "replication"),
      description: `Copies the ${role} bucket`,
      assumeRolePolicy: TRUST,
      ...roleBoundary(this),
    });
    const policy = new IamRolePolicy(this, "Policy", { name: "replication", role: iamRole.name, policy: rights(from.arn, to.arn) });
    new S3BucketReplicationConfigurationA(this, "Resource", {
      bucket: from.bucketName,
      role: iamRole.arn,
      rule: [
        {
          id: "everything",
          status: "Enabled",
          priority: 0,
          // An empty prefix, not an empty filter: AWS gives the prefix back, and an empty filter would differ on each plan.
          filter: { prefix: "" },
          deleteMarkerReplication: { status: "Enabled" },
          destination: { bucket: to.arn },
        },
      ],
      dependsOn: [from.ready, to.ready, policy],
    });
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html */
function rights(from: string, to: string): string {
  return policyDocument([
    { sid: "ReadSource", actions: ["s3:GetReplicationConfiguration", "s3:ListBucket"], resources: [from] },
    {
      sid: "ReadObjects",
      actions: ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"],
      resources: [`${from}/*`],
    },
    { sid: "WriteCopies", actions: ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"], resources: [`${to}/*`] },
  ]);
}
