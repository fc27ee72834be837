import type { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { Platform } from "../config/model";
import { regionScope } from "./prepare-stack";

/** Stacks in the home region that also have resources in every other region. */

/** The platform's regions other than the home region, by name. */
export function otherRegions(platform: Platform): readonly string[] {
  return platform.regions
    .map(({ name }) => name)
    .filter((name) => name !== platform.homeRegion)
    .sort();
}

/** The scope of a region's resources in such a stack. Resources of the home region are in the stack itself, so adding a region does not change them. */
export function partIn(stack: TerraformStack, platform: Platform, region: string): Construct {
  return region === platform.homeRegion ? stack : regionScope(stack, platform, region);
}
