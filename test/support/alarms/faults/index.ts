import type { TierName } from "../../../../stacks/watch/tiers";
import { DATABASE, REPLICA } from "./databases";
import { CDN, FIREWALL, LOAD_BALANCER, NETWORK_LOAD_BALANCER, PUBLIC_NAME } from "./edge";
import type { Fault, Faults, Subject } from "./fault";
import { CACHE, NAT, TABLE } from "./stores";
import { FOLLOWED, QUEUE, SERVICE, WORKER } from "./workloads";

export type { Fault, Level, Levels, Subject } from "./fault";
export { USUAL } from "./fault";

/**
 * The fault that each alarm detects, by tier and row role. `followed`: alarms that only automation uses, without notifications. A tier without
 * an entry does not compile.
 */
export const FAULTS: Readonly<Record<TierName | "followed", Faults>> = {
  "public-name": PUBLIC_NAME,
  cdn: CDN,
  firewall: FIREWALL,
  "load-balancer": LOAD_BALANCER,
  "network-load-balancer": NETWORK_LOAD_BALANCER,
  service: SERVICE,
  worker: WORKER,
  queue: QUEUE,
  database: DATABASE,
  replica: REPLICA,
  cache: CACHE,
  table: TABLE,
  nat: NAT,
  followed: FOLLOWED,
};

/**
 * The fault that an alarm detects; undefined if no fault is defined.
 *
 * @param role the ID of its row, without the suffix for a part of the resource.
 */
export function faultOf(tier: keyof typeof FAULTS, role: string, subject: Subject): Fault | undefined {
  return FAULTS[tier][role]?.(subject);
}
