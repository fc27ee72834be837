import type { Duration } from "../../language/units";

/** The region of a watch, and the settings of the environment that all watches share. */
export interface Place {
  readonly environment: string;
  readonly region: string;
  readonly primaryRegion: string;
  /** Lag from which a replica is removed from the reader DNS name. */
  readonly replicaLag: Duration;
}

/**
 * The part of a resource that must exist in the region.
 *
 * @throws Error if the stack exports no identifiers for the resource, which then would not be monitored.
 */
export function requirePart<Part>(part: Part | undefined, kind: string, name: string, { region }: Pick<Place, "region">): Part {
  if (part !== undefined) return part;
  throw new Error(`${kind} "${name}" has no part in ${region}, but must have one in every region: pass it to the region's watch stack`);
}
