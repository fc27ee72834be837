import { CloudfrontFunction } from "@cdktf/provider-aws/lib/cloudfront-function";
import { Construct } from "constructs";
import { nameIn } from "../core/placement";
import { originFunction } from "./origin-function";
import type { OriginRule } from "./origin-rules";

export interface OriginSelectionProps {
  readonly rules: readonly OriginRule[];
}

/**
 * The function that sends each request to the load balancer of its service, for platforms with several ALBs.
 *
 * Cost drivers: requests to services, $0.10 per million.
 */
export class OriginSelection extends Construct {
  public readonly functionArn: string;

  public constructor(scope: Construct, id: string, { rules }: OriginSelectionProps) {
    super(scope, id);
    this.functionArn = new CloudfrontFunction(this, "Function", {
      name: nameIn(this, "cloudFront", "origins"),
      comment: "Chooses the load balancer of a service",
      runtime: "cloudfront-js-2.0",
      publish: true,
      code: originFunction(rules),
      // CloudFront deletes no function that a distribution uses.
      lifecycle: { createBeforeDestroy: true },
    }).arn;
  }
}
