import { REGION_NAMES } from "../../aws/regions";
import type { StackJson } from "../support/synth";

/** The regions of a stack's providers beside its own, by their aliases. */
export function regionalProviders({ provider }: StackJson): ReadonlyMap<unknown, unknown> {
  return new Map((provider?.aws ?? []).slice(1).map(({ alias, region }) => [alias, region]));
}

/** What a stack that spans regions has: one for each that there is, since it deletes what is still in a region that was left. */
export const EVERY_REGION: ReadonlyMap<unknown, unknown> = new Map(REGION_NAMES.map((name) => [name, name]));
