import type { Platform } from "../config/model";
import type { Region } from "../constructs/network/model";

/** One value for each region of a platform, by region name; the primary region first. */
export function inEachRegion<Made>({ regions }: Platform, make: (region: Region) => Made): ReadonlyMap<string, Made> {
  return new Map(regions.map((region) => [region.name, make(region)]));
}

/**
 * The value of a region.
 *
 * @throws RangeError if the platform does not run in the region.
 */
export function known<Made>(made: ReadonlyMap<string, Made>, region: string): Made {
  const found = made.get(region);
  if (found) return found;
  throw new RangeError(`the platform does not run in ${region}, only in ${[...made.keys()].join(", ")}`);
}
