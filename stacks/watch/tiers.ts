import { CACHE_TIERS } from "../../constructs/cache/watch";
import { COMPUTE_TIERS } from "../../constructs/compute/watch/tiers";
import { DATABASE_TIERS } from "../../constructs/database/watch";
import { EDGE_TIERS } from "../../constructs/edge/watch/tiers";
import { LOAD_BALANCER_TIERS } from "../../constructs/load-balancing/watch/tiers";
import { NETWORK_TIERS } from "../../constructs/network/watch";
import { QUEUE_TIERS } from "../../constructs/queue/watch";
import { TABLE_TIERS } from "../../constructs/table/watch";
import { byRank } from "../../constructs/watching/tier";

const ALL = [
  ...EDGE_TIERS,
  ...LOAD_BALANCER_TIERS,
  ...COMPUTE_TIERS,
  ...QUEUE_TIERS,
  ...DATABASE_TIERS,
  ...CACHE_TIERS,
  ...TABLE_TIERS,
  ...NETWORK_TIERS,
];

/** What a watch can belong to. */
export type TierName = (typeof ALL)[number]["tier"];

/** All tiers, in the order in which an engineer looks: from what users meet to what everything stands on. */
export const TIERS = byRank<TierName>(ALL);
