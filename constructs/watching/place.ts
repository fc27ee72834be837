import type { Duration } from "../../language/units";

/** Where a resource is watched, and what the environment says for all that is watched. */
export interface Place {
  readonly environment: string;
  readonly region: string;
  readonly primaryRegion: string;
  /** How far behind its source a replica may be before it is not read from. */
  readonly replicaLag: Duration;
}
