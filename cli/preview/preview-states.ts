import { DeleteObjectsCommand, HeadBucketCommand, NoSuchBucket, NotFound, paginateListObjectsV2, type S3Client } from "@aws-sdk/client-s3";
import { PREVIEW_PREFIX } from "../../project/previews";
import { Problem } from "../problem";
import { readState } from "../state/states";
import type { StateFile } from "./previews";
import { stateKey } from "../../stacks/names";

/**
 * A person creates the bucket once: the roles that deploy previews are not allowed to configure it.
 *
 * @throws Problem if it does not exist.
 */
export async function checkStateBucket(client: S3Client, bucket: string, environment: string): Promise<void> {
  try {
    await client.send(new HeadBucketCommand({ Bucket: bucket }));
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
    throw new Problem(
      `The state bucket of previews, ${bucket}, does not exist.\n` +
        `  fix: create it once, with personal credentials: npx --no-install terrace bootstrap ${environment} --state-only`,
    );
  }
}

/** The state files of all previews; none if the bucket does not exist yet. */
export async function listStates(client: S3Client, bucket: string): Promise<StateFile[]> {
  const files: StateFile[] = [];
  try {
    for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: PREVIEW_PREFIX }))
      for (const { Key, LastModified } of page.Contents ?? [])
        if (Key !== undefined && LastModified) files.push({ key: Key, modified: LastModified });
  } catch (error) {
    if (!(error instanceof NoSuchBucket)) throw error;
  }
  return files;
}

/**
 * Deletes the states of destroyed stacks.
 *
 * @throws Problem if a state still has resources: without the state they would be orphaned.
 */
export async function deleteStates(client: S3Client, bucket: string, stacks: readonly string[]): Promise<void> {
  for (const stack of stacks) {
    const left = (await readState(client, bucket, stack))?.resources.filter(({ mode }) => mode === "managed") ?? [];
    if (left.length > 0) throw new Problem(`${stack} still has ${left.length} resources: its state was kept. Run the same command again.`);
  }
  const Objects = stacks.map((stack) => ({ Key: stateKey(stack) }));
  if (Objects.length > 0) await client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects } }));
}
