import { references, type Target, targetsOf } from "../references";
import { nested, type Resource } from "../../synthesis/resources";
import { referrersOf } from "./referrers";
import { type ResourceCheck, ruleByType, type CheckContext } from "./rule";

const EVERYONE = ["0.0.0.0/0", "::/0"];

/** Whether a subnet has a route to an internet gateway. */
function isPublic(subnet: Target, context: CheckContext): boolean {
  const { documents } = context;
  return referrersOf(subnet, "aws_route_table_association", "subnet_id", context)
    .flatMap(({ stack, block }) => targetsOf(documents, stack, block.route_table_id))
    .flatMap((table) => referrersOf(table, "aws_route", "route_table_id", context))
    .some(({ stack, block }) => references(documents, stack, block.gateway_id, "aws_internet_gateway"));
}

const inPrivateSubnets: ResourceCheck = ({ stack, block }, context) => {
  const subnets = targetsOf(context.documents, stack, block.subnet_ids);
  const open = subnets.filter((subnet) => isPublic(subnet, context));
  return [
    subnets.length === 0 && "Its subnets are unknown",
    open.length > 0 && `${open.length} of its subnets have a route to the internet`,
  ];
};

const admitsEveryone: ResourceCheck = ({ block }) => [
  EVERYONE.some((all) => block.cidr_ipv4 === all || block.cidr_ipv6 === all) && `Admits everyone to port ${String(block.from_port)}`,
];

/** Stateful resources and workloads are not reachable from the internet. Only load balancers and the CDN are. */
const EXPOSED: Readonly<Record<string, ResourceCheck>> = {
  aws_db_instance: ({ block }) => [block.publicly_accessible !== false && "It has a public address, or does not disable it"],
  aws_db_subnet_group: inPrivateSubnets,
  aws_ecs_service: ({ block }) => [
    nested(block, "network_configuration").some(({ assign_public_ip: assigned }) => assigned !== false) &&
      "Its tasks have public addresses",
  ],
  aws_elasticache_subnet_group: inPrivateSubnets,
  aws_s3_bucket: (resource, context) => [!hasPublicAccessBlock(resource, context) && "Public access is not blocked"],
  aws_security_group: ({ block }) => [nested(block, "ingress").length > 0 && "It has inline rules, which this check does not read"],
  aws_subnet: ({ block }) => [block.map_public_ip_on_launch !== false && "Instances in it get a public address"],
  aws_vpc_security_group_ingress_rule: admitsEveryone,
};

const BLOCKS = ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"];

function hasPublicAccessBlock(bucket: Resource, context: CheckContext): boolean {
  return referrersOf(bucket, "aws_s3_bucket_public_access_block", "bucket", context).some(({ block }) =>
    BLOCKS.every((each) => block[each] === true),
  );
}

export const exposure = ruleByType("NOT_PUBLIC", EXPOSED);
