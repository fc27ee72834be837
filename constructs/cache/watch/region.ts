import type { Cache } from "../model";
import type { Place } from "../../watching/place";
import type { Watch } from "../../watching/watch";
import { watchCache } from "../watch";

/** A cache of a region, as CloudWatch names it. */
export interface CachePart {
  readonly replicationGroupId: string;
}

/** All watches of a cache in a region. */
export function cacheWatches(cache: Cache, { replicationGroupId }: CachePart, { region, primaryRegion }: Place): readonly Watch[] {
  return [watchCache({ cache, replicationGroupId, secondary: cache.global && region !== primaryRegion })];
}
