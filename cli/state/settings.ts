import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { byId, comparableRule, LIFECYCLE } from "./lifecycle";

/** One property of the state bucket: how to read it, its wanted value, and how to write it. */
export interface Setting {
  readonly name: string;
  readonly wanted: unknown;
  /** The current value in the form of `wanted`; undefined if it is not set. */
  readonly read: (client: S3Client, bucket: string) => Promise<unknown>;
  readonly write: (client: S3Client, bucket: string) => Promise<unknown>;
}

const PRIVATE = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };
const OWNERSHIP = "BucketOwnerEnforced" as const;
/** The encryption that Terraform's backend requests with `encrypt = true`. The bucket's default is the same, for objects of other writers. */
const ENCRYPTION = "AES256" as const;

/** Every request must use TLS 1.2 or newer. */
export function bucketPolicy(bucket: string, partition: string) {
  const everything = [`arn:${partition}:s3:::${bucket}`, `arn:${partition}:s3:::${bucket}/*`];
  const deny = (Sid: string, Condition: object) => ({
    Sid,
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: everything,
    Condition,
  });
  return {
    Version: "2012-10-17",
    Statement: [
      deny("DenyWithoutTls", { Bool: { "aws:SecureTransport": "false" } }),
      deny("DenyOldTls", { NumericLessThan: { "s3:TlsVersion": "1.2" } }),
    ],
  };
}

export function settings(bucket: string, partition: string): Setting[] {
  const policy = bucketPolicy(bucket, partition);
  return [
    {
      name: "object ownership",
      wanted: [{ ObjectOwnership: OWNERSHIP }],
      read: async (client) => (await client.send(new GetBucketOwnershipControlsCommand({ Bucket: bucket }))).OwnershipControls?.Rules,
      write: (client) =>
        client.send(
          new PutBucketOwnershipControlsCommand({ Bucket: bucket, OwnershipControls: { Rules: [{ ObjectOwnership: OWNERSHIP }] } }),
        ),
    },
    {
      name: "no public access",
      wanted: PRIVATE,
      read: async (client) => (await client.send(new GetPublicAccessBlockCommand({ Bucket: bucket }))).PublicAccessBlockConfiguration,
      write: (client) => client.send(new PutPublicAccessBlockCommand({ Bucket: bucket, PublicAccessBlockConfiguration: PRIVATE })),
    },
    {
      name: "versioning",
      wanted: "Enabled",
      read: async (client) => (await client.send(new GetBucketVersioningCommand({ Bucket: bucket }))).Status,
      write: (client) => client.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration: { Status: "Enabled" } })),
    },
    {
      name: "encryption",
      wanted: [ENCRYPTION],
      read: async (client) => {
        const { ServerSideEncryptionConfiguration: found } = await client.send(new GetBucketEncryptionCommand({ Bucket: bucket }));
        return found?.Rules?.map((rule) => rule.ApplyServerSideEncryptionByDefault?.SSEAlgorithm);
      },
      write: (client) => {
        const Rules = [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: ENCRYPTION } }];
        return client.send(new PutBucketEncryptionCommand({ Bucket: bucket, ServerSideEncryptionConfiguration: { Rules } }));
      },
    },
    {
      name: "TLS only",
      wanted: policy,
      read: async (client) => JSON.parse((await client.send(new GetBucketPolicyCommand({ Bucket: bucket }))).Policy ?? "null") as unknown,
      write: (client) => client.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy: JSON.stringify(policy) })),
    },
    {
      name: "expiry of old versions",
      wanted: LIFECYCLE,
      read: async (client) =>
        (await client.send(new GetBucketLifecycleConfigurationCommand({ Bucket: bucket }))).Rules?.map(comparableRule).sort(byId),
      write: (client) =>
        client.send(new PutBucketLifecycleConfigurationCommand({ Bucket: bucket, LifecycleConfiguration: { Rules: LIFECYCLE } })),
    },
  ];
}
