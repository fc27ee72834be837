import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformElement, type TerraformStack } from "cdktf";
import type { Platform } from "../config/model";
import { REGION_NAMES } from "../aws/regions";

/** Provider arguments that are equal for every region of a stack. */
export function sameEverywhere(stack: TerraformStack, platform: Platform) {
  return {
    ...(platform.account && { allowedAccountIds: [platform.account] }),
    defaultTags: [{ tags: { ...platform.tags, Environment: platform.name, Stack: stack.node.id, ManagedBy: "terrace" } }],
  };
}

/** The provider of another region in a stack. Returns the existing provider on later calls. */
export function regionalProvider(stack: TerraformStack, platform: Platform, region: string): AwsProvider {
  const existing = stack.node.tryFindChild(idOf(region)) as AwsProvider | undefined;
  return existing ?? new AwsProvider(stack, idOf(region), { region, ...sameEverywhere(stack, platform), alias: region });
}

/**
 * Providers of the regions in which the stack has no resources. Terraform needs the provider of a removed region to delete the resources that
 * remain there; without it, every plan fails with "Provider configuration not present". It does not start the other providers.
 *
 * One element instead of thirty provider constructs, which would take 5% of the synthesis time.
 */
export class FormerRegions extends TerraformElement {
  public constructor(
    private readonly stack: TerraformStack,
    id: string,
    private readonly platform: Platform,
  ) {
    super(stack, id);
  }

  public override toTerraform() {
    const { allowedAccountIds, defaultTags } = sameEverywhere(this.stack, this.platform);
    const common = { allowed_account_ids: allowedAccountIds, default_tags: defaultTags };
    const unused = REGION_NAMES.filter((region) => !this.stack.node.tryFindChild(idOf(region)));
    return { provider: { aws: unused.map((region) => ({ alias: region, region, ...common })) } };
  }
}

function idOf(region: string): string {
  return `aws-${region}`;
}
