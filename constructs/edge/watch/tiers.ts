import type { Tier } from "../../watching/tier";

/** What the watches of the edge belong to. Health checks of public names have a place of their own on the dashboards. */
export const EDGE_TIERS = [
  { tier: "public-name", rank: 0 },
  { tier: "cdn", title: "CDN", rank: 10 },
  { tier: "firewall", title: "Firewall", rank: 120 },
] as const satisfies readonly Tier[];
