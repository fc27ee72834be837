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
    description: `Node ${node.suffix} of cache ${cache.name} evicts keys, and more than 20% of its lookups miss.`,
    reason: "The cache is too small, so the database serves the misses.",
    metric: hitRateWhileEvicting(node.id),
    comparison: "below",
    // AWS interprets a lower hit rate as many evicted or expired keys.
    threshold: 80,
    period: "5 minutes",
    datapoints: 12,
  };
  const network: AlarmRow = {
    ...TICKET,
    id: `Network-${node.suffix}`,
    name: [cache.name, node.suffix, "network"],
    description: `Node ${node.suffix} of cache ${cache.name} exceeds the network limits of ${cache.nodeType}.`,
    reason: "Packets are queued or dropped, and responses are slow. Use a larger node, more shards, or smaller values.",
    metric: overAllowance(node.id),
    comparison: "above",
    threshold: 0,
    // A one-second burst counts, so the alarm requires bursts in 10 of 15 minutes.
    datapointsToAlarm: 10,
  };
  return cache.eviction === "noeviction" ? [network] : [thrashing, network];
}
