import { Route } from "@cdktf/provider-aws/lib/route";
import { Construct } from "constructs";
import type { Network } from "./network";
import type { RouteTarget } from "./route-target";

export interface RegionRoutesProps {
  /** Where the routes are. */
  readonly network: Pick<Network, "routeTableIds">;
  /** The other VPC. */
  readonly destination: string;
  readonly way: RouteTarget;
}

/**
 * The routes of a VPC to the VPC of another region, in every one of its tables. Their ids say nothing of what they point to, so that
 * another kind of connection changes their target in place (`ReplaceRoute`).
 *
 * AWS gives a table 500 routes (50 before June 2025), and one more region is one more route in each.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
 */
export class RegionRoutes extends Construct {
  public constructor(scope: Construct, id: string, { network, destination, way }: RegionRoutesProps) {
    super(scope, id);
    network.routeTableIds.forEach((routeTableId, index) => {
      new Route(this, `Route${index + 1}`, {
        routeTableId,
        destinationCidrBlock: destination,
        ...way.target,
        ...(way.dependsOn.length > 0 && { dependsOn: way.dependsOn }),
      });
    });
  }
}
