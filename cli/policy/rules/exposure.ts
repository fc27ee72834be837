import { leadsTo, type Target, targetsOf } from "../references";
import { nested, type Resource } from "../resources";
import { referrersOf } from "./referrers";
import { type ResourceCheck, ruleByType, type Surroundings } from "./rule";

const EVERYBODY = ["0.0.0.0/0", "::/0"];

/** Subnets out of which a route leads to the internet directly, and so into which one could. */
function isPublic(subnet: Target, around: Surroundings): boolean {
  const { documents } = around;
  return referrersOf(subnet, "aws_route_table_association", "subnet_id", around)
    .flatMap(({ stack, block }) => targetsOf(documents, stack, block.route_table_id))
    .flatMap((table) => referrersOf(table, "aws_route", "route_table_id", around))
    .some(({ stack, block }) => leadsTo(documents, stack, block.gateway_id, "aws_internet_gateway"));
}

const inPrivateSubnets: ResourceCheck = ({ stack, block }, around) => {
  const subnets = targetsOf(around.documents, stack, block.subnet_ids);
  const open = subnets.filter((subnet) => isPublic(subnet, around));
  return [subnets.length === 0 && "Its subnets are not known", open.length > 0 && `${open.length} of its subnets lead to the internet`];
};

const admitsEverybody: ResourceCheck = ({ block }) => [
  EVERYBODY.some((all) => block.cidr_ipv4 === all || block.cidr_ipv6 === all) && `Admits everybody to port ${String(block.from_port)}`,
];

/** Nothing that holds data or runs a program can be reached from outside; load balancers and the CDN are what is outside. */
const EXPOSED: Readonly<Record<string, ResourceCheck>> = {
  aws_db_instance: ({ block }) => [block.publicly_accessible !== false && "It has a public address, or does not say that it has none"],
  aws_db_subnet_group: inPrivateSubnets,
  aws_ecs_service: ({ block }) => [
    nested(block, "network_configuration").some(({ assign_public_ip: assigned }) => assigned !== false) &&
      "Its tasks have public addresses",
  ],
  aws_elasticache_subnet_group: inPrivateSubnets,
  aws_s3_bucket: (resource, around) => [!hasPublicAccessBlock(resource, around) && "Nothing keeps it from being made public"],
  aws_security_group: ({ block }) => [
    nested(block, "ingress").length > 0 && "Rules stand in the group, where the rules of this check do not see them",
  ],
  aws_subnet: ({ block }) => [block.map_public_ip_on_launch !== false && "What starts in it gets a public address"],
  aws_vpc_security_group_ingress_rule: admitsEverybody,
};

const BLOCKS = ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"];

function hasPublicAccessBlock(bucket: Resource, around: Surroundings): boolean {
  return referrersOf(bucket, "aws_s3_bucket_public_access_block", "bucket", around).some(({ block }) =>
    BLOCKS.every((each) => block[each] === true),
  );
}

export const exposure = ruleByType("NOT_PUBLIC", EXPOSED);
