import { DeleteObjectCommand, NoSuchKey, type S3Client } from "@aws-sdk/client-s3";
import { lockKeyOf, stackOfStateKey, stateKey, stateKeyOfLock } from "../../stacks/names";
import { listKeys, readObject } from "../state/states";
import { type Lock, lockOf } from "../terraform/terraform-errors";

export function lockKey(stack: string): string {
  return lockKeyOf(stateKey(stack));
}

/** The content of a lock. */
export function parseLock(text: string, path: string): Lock {
  return lockOf({ Path: path, ...(JSON.parse(text) as Partial<Record<string, string>>) });
}

/** The lock of a stack's state; undefined if it is not locked. */
export async function readLock(client: S3Client, bucket: string, stack: string): Promise<Lock | undefined> {
  try {
    return parseLock(await readObject(client, bucket, lockKey(stack)), `${bucket}/${stateKey(stack)}`);
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}

/** The names of all stacks with a state or a lock. A first deployment locks a state that does not exist yet. */
export async function deployedStacks(client: S3Client, bucket: string): Promise<string[]> {
  const keys = await listKeys(client, bucket);
  const stacks = keys.flatMap((key) => stackOfStateKey(stateKeyOfLock(key) ?? key) ?? []);
  return [...new Set(stacks)].sort();
}

export async function deleteLock(client: S3Client, bucket: string, stack: string): Promise<void> {
  await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: lockKey(stack) }));
}
