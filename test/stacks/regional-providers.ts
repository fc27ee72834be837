import { REGION_NAMES } from "../../aws/regions";
import type { StackJson } from "../support/synth";

/** Regions of a stack's aliased providers. */
export function regionalProviders({ provider }: StackJson): ReadonlyMap<unknown, unknown> {
  return new Map((provider?.aws ?? []).slice(1).map(({ alias, region }) => [alias, region]));
}

/** Providers of an environment-wide stack: one per AWS region, because it deletes remaining resources of removed regions. */
export const EVERY_REGION: ReadonlyMap<unknown, unknown> = new Map(REGION_NAMES.map((name) => [name, name]));
