import type { Construct } from "constructs";
import type { Platform } from "../config/model";
import { Stack } from "../constructs/core/stack";
import { makePipeline } from "./make-pipeline";
import { prepareStack } from "./prepare-stack";

export interface RolesStackProps {
  readonly platform: Platform;
}

/**
 * All of an environment that is there for others: the roles that deploy them, and the boundary that their own roles stand within. Previews
 * come and go with jobs that could not make rights for themselves; so a person makes these once.
 */
export class RolesStack extends Stack {
  public constructor(scope: Construct, id: string, { platform }: RolesStackProps) {
    super(scope, id);
    prepareStack(this, platform, platform.homeRegion);
    makePipeline(this, platform);
  }
}
