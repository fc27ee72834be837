import { Ec2TransitGatewayRoute } from "@cdktf/provider-aws/lib/ec2-transit-gateway-route";
import { pairKey } from "./region-pairs";
import { TransitGateway } from "./transit-gateway";
import { type TransitEnd, TransitLink } from "./transit-link";
import { type Hop, type TransitPlan, hopKey } from "./transit-plan";
import { getOrThrow, type PeeredVpcs, type RouteTargetResolver } from "./route-target";

/** Joins regions by transit gateways: a gateway in each, the plan's links between them, and a static route for each hop. */
export function joinByTransit(plan: TransitPlan, ends: PeeredVpcs): RouteTargetResolver {
  const gateways = new Map(plan.regions.map((region) => [region, makeGateway(region, ends)]));
  const links = makeLinks(plan, gateways);
  const routes = new Map(plan.hops.map((hop) => [hopKey(hop), makeRoute(hop, gateways, links, ends)]));
  return (from, to) => ({
    target: { transitGatewayId: getOrThrow(gateways, from).gateway.gatewayId },
    dependsOn: [
      getOrThrow(gateways, from).gateway.attachment,
      getOrThrow(gateways, to).gateway.attachment,
      ...plan.path(from, to).map((hop) => getOrThrow(routes, hopKey(hop))),
    ],
  });
}

function makeGateway(name: string, ends: PeeredVpcs): TransitEnd {
  const { region, network } = getOrThrow(ends, name);
  return { name, region, gateway: new TransitGateway(region, "TransitGateway", { name, network }) };
}

function makeLinks({ links }: TransitPlan, gateways: ReadonlyMap<string, TransitEnd>): ReadonlyMap<string, TransitLink> {
  const made = new Map<string, TransitLink>();
  for (const { first, second } of links) {
    const [requester, accepter] = [getOrThrow(gateways, first), getOrThrow(gateways, second)];
    made.set(pairKey(first, second), new TransitLink(requester.region, `LinkTo-${second}`, { requester, accepter }));
  }
  return made;
}

function makeRoute(
  { at, destination, next }: Hop,
  gateways: ReadonlyMap<string, TransitEnd>,
  links: ReadonlyMap<string, TransitLink>,
  ends: PeeredVpcs,
): Ec2TransitGatewayRoute {
  const { region, gateway } = getOrThrow(gateways, at);
  return new Ec2TransitGatewayRoute(region, `TransitTo-${destination}`, {
    transitGatewayRouteTableId: gateway.routeTableId,
    destinationCidrBlock: getOrThrow(ends, destination).network.cidr,
    transitGatewayAttachmentId: getOrThrow(links, pairKey(at, next)).attachmentId,
  });
}
