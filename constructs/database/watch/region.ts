import type { Database } from "../model";
import type { Place } from "../../watching/place";
import type { Watch } from "../../watching/watch";
import { watchDatabase } from "../watch";
import { watchReaders, watchReplica } from "./replica";

/** The instances of a database in a region, with the identifiers that CloudWatch uses. */
export interface DatabasePart extends InstancePart {
  readonly replicas: readonly InstancePart[];
}

export interface InstancePart {
  readonly identifier: string;
  readonly resourceId: string;
}

/** All watches of a database in a region; none if the region has no instance. */
export function databaseWatches(database: Database, part: DatabasePart | undefined, place: Place): readonly Watch[] {
  if (!part) return [];
  const { identifier, resourceId, replicas } = part;
  const lag = place.replicaLag;
  const isPrimary = place.region === database.primaryRegion;
  const counters = (id: string, insights: boolean) => (insights ? { resourceId: id } : {});
  const lead = { database, identifier, ...counters(resourceId, database.performanceInsights) };
  const readers = [...(isPrimary ? [] : [identifier]), ...replicas.map((replica) => replica.identifier)];
  return [
    isPrimary ? watchDatabase(lead) : watchReplica({ ...lead, role: "copy", kind: "cross-region", lag }),
    ...replicas.map((replica, index) =>
      watchReplica({
        database,
        identifier: replica.identifier,
        ...counters(replica.resourceId, database.replicaPerformanceInsights),
        role: `replica-${index + 1}`,
        kind: "read",
        lag,
      }),
    ),
    ...(readers.length > 0 ? [watchReaders({ database, identifiers: readers, lag })] : []),
  ];
}
