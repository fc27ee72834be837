import { isDeepStrictEqual } from "node:util";
import {
  CreateBucketCommand,
  HeadBucketCommand,
  paginateListBuckets,
  S3Client,
  waitUntilBucketExists,
  type BucketLocationConstraint,
  type CreateBucketCommandInput,
} from "@aws-sdk/client-s3";
import { Problem } from "../problem";
import { settings } from "./settings";

export interface StateBucket {
  readonly bucket: string;
  readonly region: string;
}

/** The changes of one run. */
export interface Changes {
  readonly created: boolean;
  readonly changed: readonly string[];
}

/** S3 errors that mean that a property was never set. */
const NOT_SET = new Set([
  "OwnershipControlsNotFoundError",
  "NoSuchPublicAccessBlockConfiguration",
  "ServerSideEncryptionConfigurationNotFoundError",
  "NoSuchBucketPolicy",
  "NoSuchLifecycleConfiguration",
]);

export function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

/** us-east-1 is the default region of a bucket, and S3 rejects it as a location constraint. */
export function createInput({ bucket, region }: StateBucket): CreateBucketCommandInput {
  const elsewhere = region !== "us-east-1";
  return {
    Bucket: bucket,
    ObjectOwnership: "BucketOwnerEnforced",
    ...(elsewhere && { CreateBucketConfiguration: { LocationConstraint: region as BucketLocationConstraint } }),
  };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "";
}

/** The SDK reads AWS_ENDPOINT_URL itself. A local address has no subdomains, so the bucket name must be in the path. */
export function clientFor(region: string): S3Client {
  return new S3Client({ region, forcePathStyle: process.env.AWS_ENDPOINT_URL !== undefined });
}

/** Creates the bucket of the Terraform state, or corrects its settings. A second run changes nothing. */
export async function ensureStateBucket(wanted: StateBucket, client: S3Client = clientFor(wanted.region)): Promise<Changes> {
  const created = !(await isOwned(client, wanted));
  if (created) await create(client, wanted);
  const changed: string[] = [];
  for (const setting of settings(wanted.bucket, partitionOf(wanted.region))) {
    const current = await setting.read(client, wanted.bucket).catch((error: unknown) => {
      if (NOT_SET.has(nameOf(error))) return undefined;
      throw error;
    });
    if (isDeepStrictEqual(current, setting.wanted)) continue;
    await setting.write(client, wanted.bucket);
    changed.push(setting.name);
  }
  return { created, changed };
}

/** True if this account owns the bucket, false if it does not exist. A bucket of another account is a Problem. */
async function isOwned(client: S3Client, { bucket, region }: StateBucket): Promise<boolean> {
  for await (const page of paginateListBuckets({ client }, { Prefix: bucket })) {
    if (page.Buckets?.some(({ Name }) => Name === bucket)) return checkRegion(client, { bucket, region });
  }
  try {
    await client.send(new HeadBucketCommand({ Bucket: bucket }));
  } catch (error) {
    if (nameOf(error) === "NotFound") return false;
    if (!["Forbidden", "403", "PermanentRedirect", "301", "UnknownError"].includes(nameOf(error))) throw error;
  }
  throw taken(bucket);
}

async function checkRegion(client: S3Client, { bucket, region }: StateBucket): Promise<true> {
  const found = await client.send(new HeadBucketCommand({ Bucket: bucket })).then(
    (head) => head.BucketRegion,
    (error: unknown) => (error as { $response?: { headers?: Record<string, string> } }).$response?.headers?.["x-amz-bucket-region"],
  );
  if (found === undefined || found === region) return true;
  throw new Problem(
    `The state bucket ${bucket} is in ${found}, but the environment sets ${region}.\n` +
      `  fix: set state.region to "${found}" in the environment, or state.bucket to another name`,
  );
}

async function create(client: S3Client, wanted: StateBucket): Promise<void> {
  try {
    await client.send(new CreateBucketCommand(createInput(wanted)));
  } catch (error) {
    throw nameOf(error) === "BucketAlreadyExists" ? taken(wanted.bucket) : error;
  }
  await waitUntilBucketExists({ client, maxWaitTime: 60 }, { Bucket: wanted.bucket });
}

function taken(bucket: string): Problem {
  return new Problem(
    `The state bucket ${bucket} already exists in another AWS account.\n` +
      `  bucket names are global; a state must never be stored in a bucket of another account\n` +
      `  fix: set state.bucket to another name in the environment, or use the credentials of the account that owns it`,
  );
}

/** Describes the changes in one line. */
export function describeChanges({ bucket, region }: StateBucket, { created, changed }: Changes): string {
  if (created)
    return `Created the state bucket ${bucket} in ${region}: ${changed.length > 0 ? changed.join(", ") : "all settings are defaults"}.`;
  return changed.length > 0 ? `Updated the state bucket ${bucket}: ${changed.join(", ")}.` : `State bucket ${bucket}: no changes.`;
}
