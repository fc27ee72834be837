import type { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { Platform } from "../config/model";
import { regionScope } from "./prepare-stack";

/** Stacks that live in the home region and have a part in each of the others. */

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
