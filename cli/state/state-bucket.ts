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

/** What one run did to the bucket. */
export interface Changes {
  readonly created: boolean;
  readonly changed: readonly string[];
}

/** What S3 answers where a property was never set. */
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

/** us-east-1 is the region that a bucket gets when none is named, and S3 refuses its name. */
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

/** Any SDK reads AWS_ENDPOINT_URL by itself; a local address needs the bucket in the path, since it has no subdomains. */
export function clientFor(region: string): S3Client {
  return new S3Client({ region, forcePathStyle: process.env.AWS_ENDPOINT_URL !== undefined });
}

/** Makes the bucket that holds the Terraform state, or mends what differs. A second run changes nothing. */
export async function ensureStateBucket(wanted: StateBucket, client: S3Client = clientFor(wanted.region)): Promise<Changes> {
  const created = !(await isOurs(client, wanted));
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

/** True if the bucket is this account's, false if there is none; any other bucket of that name is a Problem. */
async function isOurs(client: S3Client, { bucket, region }: StateBucket): Promise<boolean> {
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
    `The state bucket ${bucket} is in ${found}, but the environment says ${region}.\n` +
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
    `The state bucket ${bucket} exists already, in another AWS account.\n` +
      `  names of buckets are shared by all accounts of AWS: a state must never be kept in a bucket of somebody else\n` +
      `  fix: set state.bucket to another name in the environment, or use the credentials of the account that owns it`,
  );
}

/** One line for a person. */
export function describeChanges({ bucket, region }: StateBucket, { created, changed }: Changes): string {
  if (created) return `State bucket ${bucket} was made in ${region}: ${changed.length > 0 ? changed.join(", ") : "no setting differed"}.`;
  return changed.length > 0
    ? `State bucket ${bucket} was there; mended: ${changed.join(", ")}.`
    : `State bucket ${bucket} is as it should be: nothing changed.`;
}
