import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Backend, type TerraformStack } from "cdktf";
import type { Platform } from "../config/model";
import { type Placement, place } from "../constructs/core/placement";
import { workloadBoundaryName } from "../constructs/delivery/permissions-boundary";
import { RegionScope } from "../constructs/core/region-scope";
import { FormerRegions, regionalProvider, sameEverywhere } from "./providers";
import { stateKey } from "./names";

/** The version that `@cdktf/provider-aws` 20.1.0 binds. */
const AWS_PROVIDER_VERSION = "5.100.0";

/** What a stack of a region has: its place, its provider, and where its state is kept. */
export function prepareStack(stack: TerraformStack, platform: Platform, region: string): void {
  prepare(stack, platform, placementIn(platform, region));
}

/**
 * What a stack of the whole environment has: it is placed in a region, without being one of what leaves with it.
 *
 * It has a provider for every region there is, used or not. Terraform starts only those that it needs, but it does need the one of a region
 * that an environment has just left, to delete what is still there: else every plan ends with "Provider configuration not present".
 */
export function prepareSpanningStack(stack: TerraformStack, platform: Platform, region: string): void {
  prepare(stack, platform, { ...placementIn(platform, region), removalPolicy: platform.removalPolicy });
  new FormerRegions(stack, "former-regions", platform);
}

function prepare(stack: TerraformStack, platform: Platform, placement: Placement): void {
  place(stack, placement);
  const { region } = placement;
  new AwsProvider(stack, "aws", { region, ...sameEverywhere(stack, platform) });
  stack.addOverride("terraform.required_version", ">= 1.11");
  stack.addOverride("terraform.required_providers.aws.version", AWS_PROVIDER_VERSION);
  keepState(stack, platform);
}

/** Nothing in a region that is about to be destroyed is protected. */
function placementIn(platform: Platform, region: string): Placement {
  const bounding = platform.deployedBy ?? (platform.delivery && platform.name);
  const decommissioning = platform.regions.some(({ name, decommissioning }) => name === region && decommissioning);
  return {
    environment: platform.name,
    region,
    removalPolicy: decommissioning ? "destroy" : platform.removalPolicy,
    logRetention: platform.logRetention,
    ...(bounding !== undefined && { permissionsBoundary: workloadBoundaryName(bounding) }),
  };
}

/** The part of a stack that lives in a region, with a provider of that region: the same part each time. */
export function regionScope(stack: TerraformStack, platform: Platform, region: string): RegionScope {
  const existing = stack.node.tryFindChild(region) as RegionScope | undefined;
  if (existing) return existing;
  const { removalPolicy } = placementIn(platform, region);
  return new RegionScope(stack, region, { provider: regionalProvider(stack, platform, region), removalPolicy });
}

/** One key for each stack, locked by S3 itself. cdktf's type has no `useLockfile`, so it is an override. */
function keepState(stack: TerraformStack, platform: Platform): void {
  new S3Backend(stack, {
    bucket: platform.state.bucket,
    region: platform.state.region,
    key: stateKey(stack.node.id),
    encrypt: true,
    // Our own rule checks the region. Terraform's list is as old as Terraform: 1.11 refuses Taipei.
    skipRegionValidation: true,
    ...(platform.account && { allowedAccountIds: [platform.account] }),
  });
  stack.addOverride("terraform.backend.s3.use_lockfile", true);
}
