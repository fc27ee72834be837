import { Route } from "@cdktf/provider-aws/lib/route";
import { Construct } from "constructs";
import type { Network } from "./network";
import type { RouteTarget } from "./route-target";

export interface RegionRoutesProps {
  /** The VPC with the route tables. */
  readonly network: Pick<Network, "routeTableIds">;
  /** CIDR of the other VPC. */
  readonly destination: string;
  readonly target: RouteTarget;
}

/**
 * The routes of a VPC to the VPC of another region, in each of its route tables. Their construct IDs do not contain the route target, so
 * another kind of connection changes the target in place (`ReplaceRoute`).
 *
 * AWS allows 500 routes per table (50 before June 2025); each additional region adds one route to each table.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
 */
export class RegionRoutes extends Construct {
  public constructor(scope: Construct, id: string, { network, destination, target }: RegionRoutesProps) {
    super(scope, id);
    network.routeTableIds.forEach((routeTableId, index) => {
      new Route(this, `Route${index + 1}`, {
        routeTableId,
        destinationCidrBlock: destination,
        ...target.target,
        ...(target.dependsOn.length > 0 && { dependsOn: target.dependsOn }),
      });
    });
  }
}
