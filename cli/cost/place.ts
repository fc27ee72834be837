import { parseStackName } from "../../stacks/names";
import { placeOf, resourcesOf, type Documents, type Resource } from "../synthesis/resources";
import { regionOf } from "../synthesis/provider-region";

/** Kinds with one construct for each entry of the environment's data. */
const OWNERS = ["service", "worker", "database", "cache", "queue", "table"] as const;
const OWNED = new RegExp(`^(?:${OWNERS.join("|")})-[a-z0-9-]+$`);

export interface Place {
  readonly layer: string;
  readonly region: string;
  /** `service-api`, `database-main`; undefined for a resource that the whole layer shares. */
  readonly owner?: string;
}

/** Names of alarms continue after the owner, as in `service-api-Down`; owners are the constructs that have this name alone. */
function ownersOf(documents: Documents): readonly string[] {
  const names = new Set<string>();
  for (const resource of resourcesOf(documents)) {
    const id = parseStackName(resource.stack);
    if (id?.layer === "database") names.add(`database-${id.database}`);
    if (id?.layer === "watch" || id?.layer === "pages") continue;
    for (const segment of segmentsOf(resource)) if (OWNED.test(segment)) names.add(segment);
  }
  return [...names].sort((a, b) => b.length - a.length);
}

function segmentsOf(resource: Resource): string[] {
  const place = placeOf(resource);
  return place
    .slice(place.indexOf("/") + 1)
    .toLowerCase()
    .split("/");
}

/** The layer, region and owner of each resource. */
export function placesIn(documents: Documents): (resource: Resource) => Place {
  const owners = ownersOf(documents);
  return (resource) => {
    const id = parseStackName(resource.stack);
    const segments = segmentsOf(resource);
    const inDatabase = id?.layer === "database" ? `database-${id.database}` : undefined;
    const owner = inDatabase ?? owners.find((name) => segments.some((segment) => segment === name || segment.startsWith(`${name}-`)));
    return { layer: id?.layer ?? "other", region: regionOf(documents, resource), ...(owner !== undefined && { owner }) };
  };
}
