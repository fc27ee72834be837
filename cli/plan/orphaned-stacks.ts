import type { S3Client } from "@aws-sdk/client-s3";
import { listKeys, managedTypes, readState } from "../state/states";
import { environmentOfStack, stackOfStateKey } from "../../stacks/names";

/** A stack that is no longer in the code, and the number of its resources. */
export interface OrphanedStack {
  readonly stack: string;
  readonly resources: number;
}

/** The states of an environment without a stack. States of other environments in the same bucket are ignored. */
export function statesWithoutStack(keys: readonly string[], environment: string, stacks: readonly string[]): string[] {
  const states = keys.flatMap((key) => stackOfStateKey(key) ?? []);
  return states.filter((name) => environmentOfStack(name) === environment && !stacks.includes(name)).sort();
}

/**
 * Stacks with resources in the account but no code. They have no plan, so without this report a database that was removed from an environment
 * would keep running unnoticed. An empty state means that the stack was destroyed.
 */
export async function orphanedStacks(
  client: S3Client,
  bucket: string,
  environment: string,
  stacks: readonly string[],
): Promise<OrphanedStack[]> {
  const found: OrphanedStack[] = [];
  for (const stack of statesWithoutStack(await listKeys(client, bucket), environment, stacks)) {
    const state = await readState(client, bucket, stack);
    const resources = state ? managedTypes(state).length : 0;
    if (resources > 0) found.push({ stack, resources });
  }
  return found;
}
