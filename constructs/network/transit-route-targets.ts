import { Ec2TransitGatewayRoute } from "@cdktf/provider-aws/lib/ec2-transit-gateway-route";
import { pairKey } from "./region-pairs";
import { TransitGateway } from "./transit-gateway";
import { type TransitRegion, TransitLink } from "./transit-link";
import { type Hop, type TransitPlan, hopKey } from "./transit-plan";
import { getOrThrow, type PeeredVpcs, type RouteTargetResolver } from "./route-target";

/** Connects regions with transit gateways: one gateway per region, the plan's links between them, and a static route for each hop. */
export function joinByTransit(plan: TransitPlan, vpcs: PeeredVpcs): RouteTargetResolver {
  const gateways = new Map(plan.regions.map((region) => [region, createGateway(region, vpcs)]));
  const links = createLinks(plan, gateways);
  const routes = new Map(plan.hops.map((hop) => [hopKey(hop), createRoute(hop, gateways, links, vpcs)]));
  return (from, to) => ({
    target: { transitGatewayId: getOrThrow(gateways, from).gateway.gatewayId },
    dependsOn: [
      getOrThrow(gateways, from).gateway.attachment,
      getOrThrow(gateways, to).gateway.attachment,
      ...plan.path(from, to).map((hop) => getOrThrow(routes, hopKey(hop))),
    ],
  });
}

function createGateway(name: string, vpcs: PeeredVpcs): TransitRegion {
  const { region, network } = getOrThrow(vpcs, name);
  return { name, region, gateway: new TransitGateway(region, "TransitGateway", { name, network }) };
}

function createLinks({ links }: TransitPlan, gateways: ReadonlyMap<string, TransitRegion>): ReadonlyMap<string, TransitLink> {
  const created = new Map<string, TransitLink>();
  for (const { first, second } of links) {
    const [requester, accepter] = [getOrThrow(gateways, first), getOrThrow(gateways, second)];
    created.set(pairKey(first, second), new TransitLink(requester.region, `LinkTo-${second}`, { requester, accepter }));
  }
  return created;
}

function createRoute(
  { at, destination, next }: Hop,
  gateways: ReadonlyMap<string, TransitRegion>,
  links: ReadonlyMap<string, TransitLink>,
  vpcs: PeeredVpcs,
): Ec2TransitGatewayRoute {
  const { region, gateway } = getOrThrow(gateways, at);
  return new Ec2TransitGatewayRoute(region, `TransitTo-${destination}`, {
    transitGatewayRouteTableId: gateway.routeTableId,
    destinationCidrBlock: getOrThrow(vpcs, destination).network.cidr,
    transitGatewayAttachmentId: getOrThrow(links, pairKey(at, next)).attachmentId,
  });
}
