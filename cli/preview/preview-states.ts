import { DeleteObjectsCommand, HeadBucketCommand, NoSuchBucket, NotFound, paginateListObjectsV2, type S3Client } from "@aws-sdk/client-s3";
import { BEGINNING } from "../../environments/preview";
import { Problem } from "../problem";
import { readState } from "../state/states";
import type { StateFile } from "./previews";
import { stateKey } from "../../stacks/names";

/**
 * A person makes the bucket, once: those who deploy previews may not say how states are kept.
 *
 * @throws Problem where it is not there.
 */
export async function checkStateBucket(client: S3Client, bucket: string, environment: string): Promise<void> {
  try {
    await client.send(new HeadBucketCommand({ Bucket: bucket }));
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
    throw new Problem(
      `There is no bucket ${bucket} for the states of previews.\n` +
        `  fix:once, with the credentials of a person: npm run state-bucket -- --environment ${environment}`,
    );
  }
}

/** What the bucket of the previews holds; nothing where there is no bucket yet. */
export async function listStates(client: S3Client, bucket: string): Promise<StateFile[]> {
  const files: StateFile[] = [];
  try {
    for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: BEGINNING }))
      for (const { Key, LastModified } of page.Contents ?? [])
        if (Key !== undefined && LastModified) files.push({ key: Key, modified: LastModified });
  } catch (error) {
    if (!(error instanceof NoSuchBucket)) throw error;
  }
  return files;
}

/**
 * Forgets the states of stacks that are destroyed.
 *
 * @throws Problem where one still has something: it would be lost sight of.
 */
export async function deleteStates(client: S3Client, bucket: string, stacks: readonly string[]): Promise<void> {
  for (const stack of stacks) {
    const left = (await readState(client, bucket, stack))?.resources.filter(({ mode }) => mode === "managed") ?? [];
    if (left.length > 0) throw new Problem(`${stack} still has ${left.length} resources: its state is kept. Run the same command again.`);
  }
  const Objects = stacks.map((stack) => ({ Key: stateKey(stack) }));
  if (Objects.length > 0) await client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects } }));
}
