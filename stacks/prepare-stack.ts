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

/** Sets the placement, provider and state backend of a regional stack. */
export function prepareStack(stack: TerraformStack, platform: Platform, region: string): void {
  prepare(stack, platform, placementIn(platform, region));
}

/**
 * Prepares an environment-wide stack. It runs in a region but stays when that region is decommissioned.
 *
 * It has a provider for every AWS region, used or not. Terraform starts only the providers that it needs. It needs the provider of a removed
 * region to delete the resources that remain there; without it, every plan fails with "Provider configuration not present".
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

/** Resources of a region that is being decommissioned have no deletion protection. */
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

/** The scope of a region in a stack, with that region's provider. Returns the existing scope on later calls. */
export function regionScope(stack: TerraformStack, platform: Platform, region: string): RegionScope {
  const existing = stack.node.tryFindChild(region) as RegionScope | undefined;
  if (existing) return existing;
  const { removalPolicy } = placementIn(platform, region);
  return new RegionScope(stack, region, { provider: regionalProvider(stack, platform, region), removalPolicy });
}

/** S3 backend with one key per stack and S3 native locking. cdktf's type has no `useLockfile`, so it is an override. */
function keepState(stack: TerraformStack, platform: Platform): void {
  new S3Backend(stack, {
    bucket: platform.state.bucket,
    region: platform.state.region,
    key: stateKey(stack.node.id),
    encrypt: true,
    // A rule of Terrace checks the region. The list in Terraform 1.11 lacks newer regions, such as ap-east-2.
    skipRegionValidation: true,
    ...(platform.account && { allowedAccountIds: [platform.account] }),
  });
  stack.addOverride("terraform.backend.s3.use_lockfile", true);
}
