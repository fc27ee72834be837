import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Aspects, type IAspect, TerraformDataSource, TerraformResource } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { type Placement, place, placementOf } from "./placement";

export interface RegionScopeProps {
  readonly provider: AwsProvider;
  /** @default the stack's policy */
  readonly removalPolicy?: Placement["removalPolicy"];
}

/**
 * Part of a stack in another region than the stack itself: all resources and data sources in it use that region's provider.
 *
 * @example
 * const virginia = new RegionScope(this, "us-east-1", { region: "us-east-1" });
 * new Certificate(virginia, "Certificate", { domainName });
 */
export class RegionScope extends Construct {
  public readonly provider: AwsProvider;

  public constructor(scope: Construct, region: string, props: RegionScopeProps) {
    super(scope, region);
    this.provider = props.provider;
    const placement = placementOf(scope);
    place(this, { ...placement, region, removalPolicy: props.removalPolicy ?? placement.removalPolicy });
    Aspects.of(this).add(new UseProvider(props.provider));
  }
}

class UseProvider implements IAspect {
  public constructor(private readonly provider: AwsProvider) {}

  public visit(node: IConstruct): void {
    if (isAwsBlock(node)) node.provider ??= this.provider;
  }
}

/**
 * Not `instanceof`: it is false for a resource whose binding loaded another instance of cdktf than this file did, for example if a package
 * manager installs a second one below `@cdktf/provider-aws`. The resource would silently keep the stack's provider and be created in the
 * wrong region.
 */
function isAwsBlock(node: IConstruct): node is TerraformResource | TerraformDataSource {
  const isBlock = TerraformResource.isTerraformResource(node) || TerraformDataSource.isTerraformDataSource(node);
  return isBlock && node.terraformGeneratorMetadata?.providerName === "aws";
}
