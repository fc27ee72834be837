import type { Platform } from "../config/model";
import { httpServices } from "../constructs/compute/balancers";
import { type WorkloadModels, consumersOf } from "../constructs/compute/workloads";
import { runsSql } from "../constructs/registry";

/**
 * Whether requests through the CDN can reach a relational database: an HTTP service uses one, or a worker consumes a queue that such a
 * service uses, and so on. Requests to network services never pass the CDN's firewall.
 */
export function leadsToDatabase(platform: Pick<Platform, "services"> & WorkloadModels): boolean {
  let reached = httpServices(platform.services).flatMap(({ uses }) => uses);
  const seen = new Set<string>();
  while (reached.length > 0) {
    if (reached.some(runsSql)) return true;
    const fresh = new Set(reached.map(({ name }) => name).filter((name) => !seen.has(name)));
    for (const name of fresh) seen.add(name);
    reached = consumersOf(platform, fresh).flatMap(({ uses }) => uses);
  }
  return false;
}
