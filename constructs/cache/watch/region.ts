import type { Cache } from "../model";
import { type Place, requirePart } from "../../watching/place";
import type { Watch } from "../../watching/watch";
import { watchCache } from "../watch";

/** A cache of a region, with the ID that CloudWatch uses. */
export interface CachePart {
  readonly replicationGroupId: string;
}

/** All watches of a cache in a region. */
export function cacheWatches(cache: Cache, part: CachePart | undefined, place: Place): readonly Watch[] {
  const { replicationGroupId } = requirePart(part, "cache", cache.name, place);
  const { region, primaryRegion } = place;
  return [watchCache({ cache, replicationGroupId, secondary: cache.global && region !== primaryRegion })];
}
