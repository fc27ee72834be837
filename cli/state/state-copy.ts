import { isDeepStrictEqual } from "node:util";
import { IAMClient } from "@aws-sdk/client-iam";
import {
  CopyObjectCommand,
  GetBucketReplicationCommand,
  PutBucketReplicationCommand,
  type ReplicationConfiguration,
  type S3Client,
} from "@aws-sdk/client-s3";
import { replicaBucketName } from "../../constructs/core/names";
import { regionFacts } from "../../aws/regions";
import { ensureReplicationRole } from "./replication-role";
import { clientFor, ensureStateBucket, partitionOf, type Changes, type StateBucket } from "./state-bucket";
import { listKeys } from "./states";
import { stackOfStateKey } from "../../stacks/names";

/** The replica of a state bucket is in the neighboring region, so that Terraform keeps working if the bucket's region is down. */
export function copyOf({ bucket, region }: StateBucket): StateBucket {
  return { bucket: replicaBucketName(bucket), region: regionFacts(region).neighbor };
}

/** Replicates every object, and deletions too: a lock is an object. */
export function replication(role: string, copy: string, partition: string): ReplicationConfiguration {
  return {
    Role: role,
    Rules: [
      {
        ID: "copy",
        Status: "Enabled",
        Priority: 1,
        Filter: { Prefix: "" },
        DeleteMarkerReplication: { Status: "Enabled" },
        Destination: { Bucket: `arn:${partition}:s3:::${copy}` },
      },
    ],
  };
}

export interface CopyClients {
  readonly source: S3Client;
  readonly copy: S3Client;
  readonly iam: IAMClient;
}

function clientsFor(source: StateBucket, copy: StateBucket): CopyClients {
  return { source: clientFor(source.region), copy: clientFor(copy.region), iam: new IAMClient({ region: source.region }) };
}

/** Creates the replica of a state bucket, replicates to it, and copies existing objects once. A second run changes nothing. */
export async function ensureStateCopy(source: StateBucket, clients: CopyClients = clientsFor(source, copyOf(source))): Promise<Changes> {
  const copy = copyOf(source);
  const partition = partitionOf(source.region);
  const { created, changed } = await ensureStateBucket(copy, clients.copy);
  const role = await ensureReplicationRole(clients.iam, source.bucket, copy.bucket, partition);
  const wanted = replication(role.arn, copy.bucket, partition);
  const replicates = isDeepStrictEqual(comparable(await readReplication(clients.source, source.bucket)), comparable(wanted));
  if (!replicates) await clients.source.send(new PutBucketReplicationCommand({ Bucket: source.bucket, ReplicationConfiguration: wanted }));
  const copied = await copyMissing(clients, source.bucket, copy.bucket);
  return {
    created,
    changed: [...changed, ...role.changed, ...(replicates ? [] : ["replication"]), ...(copied > 0 ? [`${copied} existing states`] : [])],
  };
}

async function readReplication(client: S3Client, Bucket: string): Promise<ReplicationConfiguration | undefined> {
  try {
    return (await client.send(new GetBucketReplicationCommand({ Bucket }))).ReplicationConfiguration;
  } catch (error) {
    if (error instanceof Error && error.name === "ReplicationConfigurationNotFoundError") return undefined;
    throw error;
  }
}

/** The part of the configuration that Terrace sets, without the defaults that AWS and compatible services add. */
function comparable(found: ReplicationConfiguration | undefined) {
  return {
    role: found?.Role,
    rules: found?.Rules?.map(({ ID, Status, DeleteMarkerReplication, Destination }) => ({
      ID,
      Status,
      deletes: DeleteMarkerReplication?.Status,
      to: Destination?.Bucket,
    })),
  };
}

/** Copies existing states: replication covers only new writes. */
async function copyMissing(clients: CopyClients, source: string, copy: string): Promise<number> {
  const present = new Set(await listKeys(clients.copy, copy));
  const missing = (await listKeys(clients.source, source)).filter((key) => !present.has(key) && stackOfStateKey(key) !== undefined);
  for (const Key of missing) await clients.copy.send(new CopyObjectCommand({ Bucket: copy, Key, CopySource: `${source}/${Key}` }));
  return missing.length;
}

export function describeCopy(source: StateBucket, { created, changed }: Changes): string {
  const { bucket, region } = copyOf(source);
  return `${created ? "Created its" : "Its"} replica ${bucket} in ${region}: ${changed.length > 0 ? changed.join(", ") : "no changes"}.`;
}
