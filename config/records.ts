import { WORKLOAD_MAPS } from "../constructs/compute/workloads";
import type { PlacementRecord } from "../constructs/load-balancing/placement/schema";
import type { Environment } from "./environment";

/** Files that commands write next to the environment files, by environment. */
export interface Records {
  /** `environments/images.json`: digests of released images, by repository. */
  readonly images: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** `environments/evacuated.json`: regions without public traffic. */
  readonly evacuated: Readonly<Record<string, readonly string[]>>;
  /** `environments/placement.json`: places of services on the load balancers, by service. */
  readonly placement: Readonly<Record<string, PlacementRecord>>;
}

type Environments = Readonly<Record<string, Environment>>;

/** Adds the records of each environment, unless the environment sets the field itself. */
export function withRecords(environments: Environments, { images, evacuated, placement }: Records): Environments {
  return mapped(environments, (environment, name) => ({
    ...fieldOf("images", images, name),
    ...fieldOf("evacuated", evacuated, name),
    ...fieldOf("placement", placement, name),
    ...environment,
  }));
}

/**
 * Adds a digest for each workload without `image`, the same for all. The tests of a project use it, because a release must not change their
 * snapshots.
 */
export function withPlaceholderImages(environments: Environments): Environments {
  return mapped(environments, (environment) => {
    const names = WORKLOAD_MAPS.flatMap((map) => Object.keys(environment[map] ?? {}));
    return { ...environment, images: Object.fromEntries(names.map((name) => [name, PLACEHOLDER])) };
  });
}

/** The digest of an image that does not exist. */
const PLACEHOLDER = `sha256:${"0".repeat(64)}`;

function fieldOf(field: keyof Records, record: Readonly<Record<string, unknown>>, name: string): object {
  return Object.hasOwn(record, name) ? { [field]: record[name] } : {};
}

function mapped(environments: Environments, change: (environment: Environment, name: string) => Environment): Environments {
  return Object.fromEntries(Object.entries(environments).map(([name, environment]) => [name, change(environment, name)]));
}
