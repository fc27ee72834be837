import { listOf, nested } from "../synthesis/resources";
import { item, type Pricer } from "./item";

/** Each zone of a public application load balancer has a public address, which costs like any other. Elastic IPs are resources of their own. */
const loadBalancer: Pricer = (block) => {
  const isNetwork = block.load_balancer_type === "network";
  const zones = listOf(block.subnets).length;
  return [
    isNetwork ? item("nlb.hour", "network load balancer") : item("alb.hour", "application load balancer"),
    ...(isNetwork || block.internal === true || zones === 0 ? [] : [item("ipv4.address", "public addresses", zones)]),
  ];
};

/** Gateway endpoints are free; interface endpoints cost for each zone. */
const endpoint: Pricer = (block) => {
  if (block.vpc_endpoint_type !== "Interface") return [];
  return [item("endpoint.hour", "interface endpoint", Math.max(1, listOf(block.subnet_ids).length))];
};

/** HTTPS, string matching, fast intervals and latency measurement cost extra, each. */
const healthCheck: Pricer = (block) => {
  const type = String(block.type);
  const options = [type.startsWith("HTTPS"), type.endsWith("STR_MATCH"), block.request_interval === 10, block.measure_latency === true];
  const count = options.filter(Boolean).length;
  return [
    item("route53.health-check", "health check"),
    ...(count === 0 ? [] : [item("route53.health-check.option", "options of the health check", count)]),
  ];
};

const firewall: Pricer = (block) => [
  item("waf.acl", "web ACL"),
  ...(nested(block, "rule").length === 0 ? [] : [item("waf.rule", "rules and rule groups", nested(block, "rule").length)]),
];

export const NETWORK_PRICERS: Readonly<Record<string, Pricer>> = {
  aws_lb: loadBalancer,
  aws_eip: () => [item("ipv4.address", "public address")],
  aws_nat_gateway: () => [item("nat.hour", "NAT gateway")],
  aws_vpc_endpoint: endpoint,
  aws_ec2_transit_gateway_vpc_attachment: () => [item("transit-gateway.attachment", "transit gateway attachment")],
  aws_ec2_transit_gateway_peering_attachment: () => [item("transit-gateway.attachment", "transit gateway peering")],
  aws_ec2_transit_gateway_peering_attachment_accepter: () => [item("transit-gateway.attachment", "transit gateway peering")],
  aws_route53_zone: () => [item("route53.zone", "hosted zone")],
  aws_route53_health_check: healthCheck,
  aws_wafv2_web_acl: firewall,
};
