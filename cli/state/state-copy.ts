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

/** Where the copy of a state bucket is: in the neighbour of its region, so that Terraform goes on where the region is lost. */
export function copyOf({ bucket, region }: StateBucket): StateBucket {
  return { bucket: replicaBucketName(bucket), region: regionFacts(region).neighbour };
}

/** All that is written to the bucket. What is deleted is deleted in the copy too: a lock is an object. */
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

/** Makes the copy of a state bucket, and has S3 keep it alike. What was there before is copied once. A second run changes nothing. */
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
    changed: [
      ...changed,
      ...role.changed,
      ...(replicates ? [] : ["replication"]),
      ...(copied > 0 ? [`${copied} states that were there before`] : []),
    ],
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

/** What is ours to decide, without what AWS and its likes add. */
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

/** Replication begins with what is written from now on. */
async function copyMissing(clients: CopyClients, source: string, copy: string): Promise<number> {
  const there = new Set(await listKeys(clients.copy, copy));
  const missing = (await listKeys(clients.source, source)).filter((key) => !there.has(key) && stackOfStateKey(key) !== undefined);
  for (const Key of missing) await clients.copy.send(new CopyObjectCommand({ Bucket: copy, Key, CopySource: `${source}/${Key}` }));
  return missing.length;
}

export function describeCopy(source: StateBucket, { created, changed }: Changes): string {
  const { bucket, region } = copyOf(source);
  const what = changed.length > 0 ? changed.join(", ") : "nothing changed";
  return `${created ? "Its copy was made" : "Its copy is"} in ${region}, ${bucket}: ${what}.`;
}
