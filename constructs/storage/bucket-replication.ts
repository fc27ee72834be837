import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { S3BucketReplicationConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-replication-configuration";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { nameIn } from "../core/placement";
import { policyDocument } from "../core/policy";
import { roleBoundary } from "../core/role-boundary";
import { REPLICATION_TRUST, replicationStatements } from "./replication-statements";

/** A versioned bucket that is replicated. */
export interface ReplicatedBucket {
  readonly bucketName: string;
  readonly arn: string;
  readonly ready: ITerraformDependable;
}

export interface BucketReplicationProps {
  /** Role of the bucket, a part of the IAM role's name, for example `site`. */
  readonly role: string;
  readonly from: ReplicatedBucket;
  readonly to: ReplicatedBucket;
}

/**
 * Replicates all objects of one bucket to another, usually in another region, including deletions. Both buckets must be versioned first.
 *
 * Cost drivers: GB between regions, a PUT for each object, and the storage of the replica.
 */
export class BucketReplication extends Construct {
  public constructor(scope: Construct, id: string, { role, from, to }: BucketReplicationProps) {
    super(scope, id);
    const iamRole = new IamRole(this, "Role", {
      name: nameIn(this, "role", role, "replication"),
      description: `Copies the ${role} bucket`,
      assumeRolePolicy: policyDocument(REPLICATION_TRUST),
      ...roleBoundary(this),
    });
    const policy = new IamRolePolicy(this, "Policy", {
      name: "replication",
      role: iamRole.name,
      policy: policyDocument(replicationStatements(from.arn, to.arn)),
    });
    new S3BucketReplicationConfigurationA(this, "Resource", {
      bucket: from.bucketName,
      role: iamRole.arn,
      rule: [
        {
          id: "everything",
          status: "Enabled",
          priority: 0,
          // An empty prefix, not an empty filter: AWS returns the prefix, so an empty filter would be a difference in each plan.
          filter: { prefix: "" },
          deleteMarkerReplication: { status: "Enabled" },
          destination: { bucket: to.arn },
        },
      ],
      dependsOn: [from.ready, to.ready, policy],
    });
  }
}
