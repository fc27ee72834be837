import type { S3Client } from "@aws-sdk/client-s3";
import { listKeys, managedTypes, readState } from "../state/states";
import { environmentOfStack, stackOfStateKey } from "../../stacks/names";

/** A stack that is in the code no more, and what it has left. */
export interface OrphanedStack {
  readonly stack: string;
  readonly resources: number;
}

/** The names of states of an environment that no stack has. The bucket may hold those of other environments, which are theirs to tell of, and nobody else's to read. */
export function statesWithoutStack(keys: readonly string[], environment: string, stacks: readonly string[]): string[] {
  const states = keys.flatMap((key) => stackOfStateKey(key) ?? []);
  return states.filter((name) => environmentOfStack(name) === environment && !stacks.includes(name)).sort();
}

/**
 * Stacks that have left the code and not the account. No plan is made of them, so that nobody sees what nobody manages any more: a database that was
 * taken out of an environment goes on, and costs. A state that is empty has been destroyed in order.
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
