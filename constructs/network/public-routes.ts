import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { nameTag } from "./name-tag";

/** The destination of a default route. */
export const ANYWHERE = "0.0.0.0/0";

export interface PublicRoutesProps {
  readonly vpcId: string;
  readonly routeTableIds: readonly string[];
}

/** The internet gateway, and the routes to it from the public tier. */
export class PublicRoutes extends Construct {
  /** NAT gateways and Elastic IPs must depend on it. */
  public readonly gateway: ITerraformDependable;

  public constructor(scope: Construct, id: string, props: PublicRoutesProps) {
    super(scope, id);
    const gateway = new InternetGateway(this, "Resource", { vpcId: props.vpcId, tags: nameTag(this) });
    this.gateway = gateway;
    props.routeTableIds.forEach((routeTableId, index) => {
      new Route(this, `Route${index + 1}`, { routeTableId, destinationCidrBlock: ANYWHERE, gatewayId: gateway.id });
    });
  }
}
