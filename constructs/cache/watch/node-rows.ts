import type { AlarmRow } from "../../watching/alarm-row";
import { TICKET } from "../../watching/rows";
import type { Cache } from "../model";
import { type CacheNodeName, hitRateWhileEvicting, overAllowance } from "./nodes";

/** The alarms of one node. */
export function nodeRows(cache: Cache, node: CacheNodeName): AlarmRow[] {
  const thrashing: AlarmRow = {
    ...TICKET,
    id: `Thrashing-${node.suffix}`,
    name: [cache.name, node.suffix, "thrashing"],
    description: `Node ${node.suffix} of cache ${cache.name} evicts keys, and a fifth of what is asked for is gone.`,
    reason: "The cache is too small: the database does the work that the cache is there for.",
    metric: hitRateWhileEvicting(node.id),
    comparison: "below",
    // The rate below which AWS takes many keys for evicted or expired.
    threshold: 80,
    period: "5 minutes",
    datapoints: 12,
  };
  const network: AlarmRow = {
    ...TICKET,
    id: `Network-${node.suffix}`,
    name: [cache.name, node.suffix, "network"],
    description: `Node ${node.suffix} of cache ${cache.name} has more traffic than ${cache.nodeType} may have.`,
    reason: "Packets wait or are lost, and answers are slow. A larger node, more shards, or smaller values.",
    metric: overAllowance(node.id),
    comparison: "above",
    threshold: 0,
    // A burst of a second counts; ten minutes of fifteen with such bursts are a habit.
    datapointsToAlarm: 10,
  };
  return cache.eviction === "noeviction" ? [network] : [thrashing, network];
}
