import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Aspects, type IAspect, TerraformDataSource, TerraformResource } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { place, placementOf } from "./placement";

/**
 * A part of a stack that lives in another region than the stack itself: all resources and data sources in it use that region's provider.
 *
 * @example
 * const virginia = new RegionScope(this, "us-east-1", { region: "us-east-1" });
 * new Certificate(virginia, "Certificate", { domainName });
 */
export class RegionScope extends Construct {
  public readonly provider: AwsProvider;

  public constructor(scope: Construct, region: string, props: { readonly provider: AwsProvider }) {
    super(scope, region);
    this.provider = props.provider;
    place(this, { ...placementOf(scope), region });
    Aspects.of(this).add(new UseProvider(props.provider));
  }
}

class UseProvider implements IAspect {
  public constructor(private readonly provider: AwsProvider) {}

  public visit(node: IConstruct): void {
    const isAws = (element: TerraformResource | TerraformDataSource) => element.terraformGeneratorMetadata?.providerName === "aws";
    if ((node instanceof TerraformResource || node instanceof TerraformDataSource) && isAws(node)) node.provider ??= this.provider;
  }
}
