import type { PolicyStatement } from "../core/policy";

/**
 * The trust of a role that S3 replicates with, for every bucket that Terrace replicates. It has no condition, as in AWS's documentation:
 * S3 is not documented to send `aws:SourceAccount` or `aws:SourceArn` when it assumes this role, and with a condition that S3 does not
 * meet, replication fails without an error to the writer. Another account cannot use the role as a confused deputy, because a replication
 * configuration takes a role only from a principal with `iam:PassRole` on it, and roles are passed within their account.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export const REPLICATION_TRUST: readonly PolicyStatement[] = [
  { actions: ["sts:AssumeRole"], principals: { Service: ["s3.amazonaws.com"] } },
];

/** Permissions of that role: read one bucket and write the other, both as ARNs. */
export function replicationStatements(from: string, to: string): readonly PolicyStatement[] {
  return [
    { sid: "ReadSource", actions: ["s3:GetReplicationConfiguration", "s3:ListBucket"], resources: [from] },
    {
      sid: "ReadObjects",
      actions: ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"],
      resources: [`${from}/*`],
    },
    { sid: "WriteCopies", actions: ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"], resources: [`${to}/*`] },
  ];
}
