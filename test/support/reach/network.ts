import { network as networkOf, parseCidr, overlaps } from "../../../constructs/network/cidr-plan";
import type { Graph, Node } from "./graph";

/** A source or destination of network traffic: a resource with security groups in subnets. */
export interface Endpoint {
  readonly node: Node;
  readonly groups: readonly Node[];
  readonly subnets: readonly Node[];
}

/** The tasks of every ECS service of a platform. */
export function workloads(graph: Graph): readonly Endpoint[] {
  return graph.all("aws_ecs_service").map((node) => {
    const { security_groups, subnets } = node.block.network_configuration as { security_groups: unknown; subnets: unknown };
    return { node, groups: nodes(graph, node, security_groups), subnets: nodes(graph, node, subnets) };
  });
}

/** Every database instance and cache of a platform. */
export function stores(graph: Graph): readonly Endpoint[] {
  const database = (node: Node): Endpoint => ({
    node,
    groups: nodes(graph, node, node.block.vpc_security_group_ids),
    subnets: subnetsOfInstance(graph, node),
  });
  const cache = (node: Node): Endpoint => ({
    node,
    groups: nodes(graph, node, node.block.security_group_ids),
    subnets: subnetsOfGroup(graph, graph.target(node, "subnet_group_name")),
  });
  return [...graph.all("aws_db_instance").map(database), ...graph.all("aws_elasticache_replication_group").map(cache)];
}

/** A read replica in the region of its source uses the source's subnets. */
function subnetsOfInstance(graph: Graph, node: Node): readonly Node[] {
  if (node.block.db_subnet_group_name !== undefined) return subnetsOfGroup(graph, graph.target(node, "db_subnet_group_name"));
  return subnetsOfInstance(graph, graph.target(node, "replicate_source_db"));
}

function subnetsOfGroup(graph: Graph, group: Node): readonly Node[] {
  return nodes(graph, group, group.block.subnet_ids);
}

function nodes(graph: Graph, { stack }: Node, value: unknown): readonly Node[] {
  return graph.references(stack, value).map(({ node }) => node);
}

/** The missing parts of a connection from one endpoint to another. Empty if the connection works. */
export function missing(graph: Graph, from: Endpoint, to: Endpoint, port: number): readonly string[] {
  return [
    ...(opens(graph, "egress", from, to, port) ? [] : ["an egress rule"]),
    ...(opens(graph, "ingress", to, from, port) ? [] : ["an ingress rule"]),
    ...(routed(graph, from, to) ? [] : ["a route to it"]),
    ...(routed(graph, to, from) ? [] : ["a route back"]),
  ];
}

/** Whether the rules of an endpoint's security groups cover the whole other endpoint. References to security groups work only within one VPC. */
function opens(graph: Graph, direction: "egress" | "ingress", own: Endpoint, other: Endpoint, port: number): boolean {
  const rules = graph
    .all(`aws_vpc_security_group_${direction}_rule`)
    .filter((rule) => own.groups.some((group) => graph.refersTo(rule, "security_group_id", group)))
    .filter(({ block }) => block.ip_protocol === "tcp" && Number(block.from_port) <= port && port <= Number(block.to_port));
  const byGroup = rules.some(
    (rule) =>
      vpcOf(graph, own) === vpcOf(graph, other) &&
      other.groups.some((group) => graph.refersTo(rule, "referenced_security_group_id", group)),
  );
  const ranges = rules.flatMap(({ block }) => (typeof block.cidr_ipv4 === "string" ? [block.cidr_ipv4] : []));
  return byGroup || cidrs(other).every((cidr) => ranges.some((range) => covers(range, cidr)));
}

function vpcOf(graph: Graph, { node, subnets: [subnet] }: Endpoint): Node {
  if (!subnet) throw new Error(`${node.stack} ${node.name} is not in a subnet`);
  return graph.target(subnet, "vpc_id");
}

function cidrs({ subnets }: Endpoint): readonly string[] {
  return subnets.map(({ block }) => String(block.cidr_block));
}

function routed(graph: Graph, from: Endpoint, to: Endpoint): boolean {
  const there = vpcOf(graph, to);
  if (vpcOf(graph, from) === there) return true;
  return from.subnets.every((subnet) => cidrs(to).every((cidr) => isRoutedTo(graph, subnet, cidr, there)));
}

/** Whether the route of a subnet to a CIDR range ends in a VPC. */
function isRoutedTo(graph: Graph, subnet: Node, cidr: string, there: Node): boolean {
  const association = graph.all("aws_route_table_association").find((each) => graph.refersTo(each, "subnet_id", subnet));
  const table = association && graph.target(association, "route_table_id");
  const routes = graph.all("aws_route").filter((route) => table && graph.refersTo(route, "route_table_id", table));
  const route = mostSpecific(routes, cidr);
  if (!route) return false;
  if (route.block.vpc_peering_connection_id !== undefined)
    return isPeered(graph, route, graph.target(subnet, "vpc_id"), there, subnet.region);
  if (route.block.transit_gateway_id !== undefined)
    return isForwarded(graph, graph.target(route, "transit_gateway_id"), cidr, there, new Set());
  return false;
}

/** Whether a route's peering connection isPeered these two VPCs, is accepted by the peer, and has an end in the route's region. */
function isPeered(graph: Graph, route: Node, here: Node, there: Node, region: string): boolean {
  const followed = graph.target(route, "vpc_peering_connection_id");
  const accepters = graph.all("aws_vpc_peering_connection_accepter");
  const peering = followed.type === "aws_vpc_peering_connection" ? followed : graph.target(followed, "vpc_peering_connection_id");
  const accepter = accepters.find((each) => graph.refersTo(each, "vpc_peering_connection_id", peering));
  const ends = ["vpc_id", "peer_vpc_id"].map((argument) => graph.target(peering, argument));
  return accepter?.block.auto_accept === true && ends.includes(here) && ends.includes(there) && route.region === region;
}

/** Whether a transit gateway forwards packets for a CIDR range to a VPC, directly or through other gateways. */
function isForwarded(graph: Graph, gateway: Node, cidr: string, there: Node, seen: Set<Node>): boolean {
  if (seen.has(gateway)) return false;
  seen.add(gateway);
  const attachments = graph.all("aws_ec2_transit_gateway_vpc_attachment");
  const attached = attachments.some((each) => graph.refersTo(each, "transit_gateway_id", gateway) && graph.refersTo(each, "vpc_id", there));
  if (attached) return true;
  const own = graph
    .all("aws_ec2_transit_gateway_route")
    .filter((route) =>
      graph.references(route.stack, route.block.transit_gateway_route_table_id).some(({ node }) => gatewayOf(graph, node) === gateway),
    );
  const route = mostSpecific(own, cidr);
  if (!route) return false;
  const peering = peeringAttachment(graph, graph.target(route, "transit_gateway_attachment_id"));
  const ends = ["transit_gateway_id", "peer_transit_gateway_id"].map((argument) => graph.target(peering, argument));
  const next = ends.find((end) => end !== gateway);
  return ends.includes(gateway) && next !== undefined && isForwarded(graph, next, cidr, there, seen);
}

function gatewayOf(graph: Graph, node: Node): Node {
  return node.type === "aws_ec2_transit_gateway" ? node : graph.target(node, "transit_gateway_id");
}

function peeringAttachment(graph: Graph, node: Node): Node {
  return node.type === "aws_ec2_transit_gateway_peering_attachment" ? node : graph.target(node, "transit_gateway_attachment_id");
}

function mostSpecific(routes: readonly Node[], cidr: string): Node | undefined {
  const prefix = ({ block }: Node) => parseCidr(String(block.destination_cidr_block))?.prefix ?? -1;
  return routes.filter(({ block }) => covers(String(block.destination_cidr_block), cidr)).sort((a, b) => prefix(b) - prefix(a))[0];
}

/** Whether the first CIDR range contains the second. */
export function covers(range: string, cidr: string): boolean {
  const [outer, inner] = [parseCidr(range), parseCidr(cidr)];
  return outer !== undefined && inner !== undefined && outer.prefix <= inner.prefix && overlaps(networkOf(outer), inner);
}
