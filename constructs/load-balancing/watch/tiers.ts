import type { Tier } from "../../watching/tier";

/** What the watches of load balancers belong to. */
export const LOAD_BALANCER_TIERS = [
  { tier: "load-balancer", title: "Load balancer", rank: 20, front: true },
  { tier: "network-load-balancer", title: "Network load balancer", rank: 30, front: true },
] as const satisfies readonly Tier[];
