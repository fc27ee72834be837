import type { Use } from "../../registry";
import type { AlarmsOf } from "../../watching/watch";

/**
 * Alarms that say that a resource does not answer, of all resources that a workload uses. Queues and secrets have none: a send that fails
 * is the sender's error.
 */
export function alarmsOfUsed(uses: readonly Use[]): readonly AlarmsOf[] {
  return uses.map(({ kind, name }) => ({ tier: kind, name }));
}
