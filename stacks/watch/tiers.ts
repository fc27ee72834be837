import { COMPUTE_TIERS } from "../../constructs/compute/watch/tiers";
import { EDGE_TIERS } from "../../constructs/edge/watch/tiers";
import { LOAD_BALANCER_TIERS } from "../../constructs/load-balancing/watch/tiers";
import { NETWORK_TIERS } from "../../constructs/network/watch";
import { KIND_TIERS, type KindTier } from "../../constructs/registry";
import { byRank } from "../../constructs/watching/tier";
import type { Watch } from "../../constructs/watching/watch";
import type { Watched } from "../../constructs/watching/watched";

const FIXED = [...EDGE_TIERS, ...LOAD_BALANCER_TIERS, ...COMPUTE_TIERS, ...NETWORK_TIERS];

/** The tier of a watch. */
export type TierName = (typeof FIXED)[number]["tier"] | KindTier;

/** All tiers in the order of an investigation: from the resources that users reach to the network. */
export const TIERS = byRank<TierName>([...FIXED, ...KIND_TIERS]);

/** The tiers that users reach first. */
const FRONT: readonly string[] = TIERS.filter(({ front }) => front).map(({ tier }) => tier);

/** The watches that users reach first. */
export function frontWatches(watched: readonly Watched[]): readonly Watch[] {
  return watched.map(({ watch }) => watch).filter(({ tier }) => FRONT.includes(tier));
}
