import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformElement, type TerraformStack } from "cdktf";
import type { Platform } from "../config/model";
import { REGION_NAMES } from "../aws/regions";

/** What all providers of a stack have in common. */
export function sameEverywhere(stack: TerraformStack, platform: Platform) {
  return {
    ...(platform.account && { allowedAccountIds: [platform.account] }),
    defaultTags: [{ tags: { ...platform.tags, Environment: platform.name, Stack: stack.node.id, ManagedBy: "terrace" } }],
  };
}

/** A provider of another region for a stack: the same one each time. */
export function regionalProvider(stack: TerraformStack, platform: Platform, region: string): AwsProvider {
  const existing = stack.node.tryFindChild(idOf(region)) as AwsProvider | undefined;
  return existing ?? new AwsProvider(stack, idOf(region), { region, ...sameEverywhere(stack, platform), alias: region });
}

/**
 * Providers of all regions that nothing in a stack is in. One of them may have been left a moment ago, and Terraform needs its provider to
 * delete what is still there: else every plan ends with "Provider configuration not present". Others it does not start.
 *
 * One element instead of thirty providers: those would be a twentieth of a synthesis.
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
