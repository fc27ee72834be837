import type { TierName } from "../../../../stacks/watch/tiers";
import { DATABASE, REPLICA } from "./databases";
import { CDN, FIREWALL, LOAD_BALANCER, NETWORK_LOAD_BALANCER, PUBLIC_NAME } from "./edge";
import type { Fault, Faults, Subject } from "./fault";
import { CACHE, NAT, TABLE } from "./stores";
import { FOLLOWED, QUEUE, SERVICE, WORKER } from "./workloads";

export type { Fault, Level, Levels, Subject } from "./fault";
export { USUAL } from "./fault";

/** What each alarm is for, by tier and by the role of its row. `followed`: what nobody is told of. A tier without any does not compile. */
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
 * What an alarm is for; undefined if nobody has said so.
 *
 * @param role the id of its row, less the part that says of what within the thing it is.
 */
export function faultOf(tier: keyof typeof FAULTS, role: string, subject: Subject): Fault | undefined {
  return FAULTS[tier][role]?.(subject);
}
