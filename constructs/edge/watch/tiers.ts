import type { Tier } from "../../watching/tier";

/** Tiers of the edge's watches. Health checks of public DNS names have a separate section on the dashboards. */
export const EDGE_TIERS = [
  { tier: "public-name", rank: 0 },
  { tier: "cdn", title: "CDN", rank: 10 },
  { tier: "firewall", title: "Firewall", rank: 120 },
] as const satisfies readonly Tier[];
