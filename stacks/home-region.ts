import type { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { Platform } from "../config/model";
import { prepareStack, regionScope, spanRegions } from "./prepare-stack";

/** Stacks that live in the home region and have a part in each of the others. */

/**
 * What such a stack has. The platform may leave its home region as a place to run in, and home stays home: what is there stays protected.
 */
export function prepareHomeStack(stack: TerraformStack, platform: Platform): void {
  const regions = platform.regions.map((region) => (region.name === platform.homeRegion ? { ...region, leaving: false } : region));
  prepareStack(stack, { ...platform, regions }, platform.homeRegion);
  spanRegions(stack, platform);
}

/** The regions besides home that the platform runs in, by name. */
export function otherRegions(platform: Platform): readonly string[] {
  return platform.regions
    .map(({ name }) => name)
    .filter((name) => name !== platform.homeRegion)
    .sort();
}

/** Where things of a region stand in such a stack: those of home in the stack itself, so that another region changes nothing for them. */
export function partIn(stack: TerraformStack, platform: Platform, region: string): Construct {
  return region === platform.homeRegion ? stack : regionScope(stack, platform, region);
}
