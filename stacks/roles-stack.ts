import type { Construct } from "constructs";
import type { Platform } from "../config/model";
import { Stack } from "../constructs/core/stack";
import { createPipeline } from "./pipeline";
import { prepareStack } from "./prepare-stack";

export interface RolesStackProps {
  readonly platform: Platform;
}

/**
 * An environment that only holds the deployment roles of other environments and the permissions boundary of their roles. Previews are created
 * by jobs that cannot create their own permissions, so a person deploys this stack once.
 */
export class RolesStack extends Stack {
  public constructor(scope: Construct, id: string, { platform }: RolesStackProps) {
    super(scope, id);
    prepareStack(this, platform, platform.homeRegion);
    createPipeline(this, platform);
  }
}
