import type { Tier } from "../../watching/tier";

/** Tiers of the load balancers' watches. */
export const LOAD_BALANCER_TIERS = [
  { tier: "load-balancer", title: "Load balancer", rank: 20, front: true },
  { tier: "network-load-balancer", title: "Network load balancer", rank: 30, front: true },
] as const satisfies readonly Tier[];
