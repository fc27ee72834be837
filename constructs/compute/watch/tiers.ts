import type { Tier } from "../../watching/tier";

/** The tiers of workload watches. */
export const COMPUTE_TIERS = [
  { tier: "service", title: "Services", rank: 40, front: true },
  { tier: "worker", title: "Workers", rank: 50 },
] as const satisfies readonly Tier[];
