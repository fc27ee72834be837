import type { Duration } from "../../language/units";

/** Where a resource is watched, and what the environment says for all that is watched. */
export interface Place {
  readonly environment: string;
  readonly region: string;
  readonly primaryRegion: string;
  /** How far behind its source a replica may be before it is not read from. */
  readonly replicaLag: Duration;
}

/**
 * A resource of a region that must be there.
 *
 * @throws Error if the stack does not say what CloudWatch names it by: it would not be watched.
 */
export function requirePart<Part>(part: Part | undefined, kind: string, name: string, { region }: Pick<Place, "region">): Part {
  if (part !== undefined) return part;
  throw new Error(
    `${kind} "${name}" has no part in ${region}; it needs one in each region: add it to what the region's watch stack is given`,
  );
}
