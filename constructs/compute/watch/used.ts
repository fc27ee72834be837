import type { Use } from "../../registry";
import type { AlarmsOf } from "../../watching/watch";

/** The failure alarms of all resources that a workload uses. Queues and secrets have none: a failed send shows as an error of the sender. */
export function alarmsOfUsed(uses: readonly Use[]): readonly AlarmsOf[] {
  return uses.map(({ kind, name }) => ({ tier: kind, name }));
}
