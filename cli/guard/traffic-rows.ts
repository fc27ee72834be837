/** A resource type that requests, tasks or their calls go through. */
export interface TrafficRow {
  /** Noun for reports: "listener". */
  readonly noun: string;
  /** The consequence while it is missing, as one or more sentences. */
  readonly meaning: string;
  /** The way to make the change without a gap, as one or more sentences. */
  readonly steps: string;
  /**
   * Attributes that identify what the resource serves. A resource of this type that is created with equal values replaces a deleted one. Each
   * list is an alternative.
   */
  readonly role?: readonly (readonly string[])[];
  /** Whether a resource that is deleted with the other side of its connection has no replacement, regardless of its role. @default false */
  readonly endsWithPeer?: boolean;
  /** Attributes whose change in place ends the old value immediately, so that both are never valid at the same time. */
  readonly atOnce?: readonly string[];
  /** Whether a replacement does not serve yet when references switch to it. Then it does not help that it is created first. @default false */
  readonly startsEmpty?: boolean;
  /** Whether Terrace creates all resources of this type with `create_before_destroy`. Then references change before one is deleted. @default false */
  readonly deletedLast?: boolean;
}

const BESIDE_FIRST =
  "Deploy the new one next to the old one, under another name. Move its users in a second deployment. Remove the old one in a third.";

const TWO_STEPS = "Deploy the addition first. Remove the old one in a later deployment, when nothing uses it.";

const RULE = {
  meaning: "Connections that the rule allows fail from then on, also those of tasks that still run with the old settings.",
  steps:
    "Deploy the new port or peer next to the old one: if the `port` of a service changes, set `previousPort` to the old port. Remove the old one in a later deployment, when all tasks are new.",
  role: [
    ["security_group_id", "referenced_security_group_id"],
    ["security_group_id", "cidr_ipv4"],
    ["security_group_id", "cidr_ipv6"],
    ["security_group_id", "prefix_list_id"],
    ["security_group_id", "ip_protocol", "from_port", "to_port"],
  ],
  endsWithPeer: true,
  atOnce: ["from_port", "to_port", "ip_protocol", "cidr_ipv4", "cidr_ipv6", "prefix_list_id", "referenced_security_group_id"],
};

const REGIONS = {
  noun: "inter-region connection",
  meaning: "The regions lose connectivity until the connection is recreated and accepted.",
  steps:
    "Keep the connection as it is. To change how regions connect, add the other connection first, then remove this one in a later deployment.",
};

const EDGE_PART = {
  meaning:
    "AWS refuses to delete it while a distribution uses it, so the deployment stops halfway, or requests fail until it is recreated.",
  steps: "Add the new one under another name, deploy, and remove the old one in a later deployment.",
};

const GROUP_IN_USE = {
  meaning: "AWS refuses to delete it while it is in use, so the deployment stops halfway.",
  steps: BESIDE_FIRST,
};

const PERMISSIONS = {
  meaning: "Calls of running tasks to AWS fail until the permissions are recreated and have spread, up to a minute later.",
  steps: "Keep the name. Add new permissions in one deployment, and remove old ones in a later deployment.",
};

/** Resource types that serve, by type. */
export const TRAFFIC: Readonly<Record<string, TrafficRow>> = {
  aws_lb: {
    noun: "load balancer",
    meaning: "The new load balancer has another address. The region serves no requests until DNS points to it.",
    steps: BESIDE_FIRST,
    role: [["name"]],
    startsEmpty: true,
  },
  aws_lb_listener: {
    noun: "listener",
    meaning: "The load balancer accepts no connections on this port until the listener is recreated.",
    steps:
      "Add a listener with the new port or protocol next to the old one, move the clients, and remove the old one in a later deployment.",
    role: [["load_balancer_arn", "port"]],
    atOnce: ["port", "protocol"],
  },
  aws_lb_listener_rule: {
    noun: "listener rule",
    meaning: "Requests to its hosts and paths get the response of another rule, or a 404, until the other rule exists.",
    steps:
      "Keep the old rule until the new one serves: add the new service or route next to it with another host or path, deploy, move the clients, and remove the old one in a later deployment.",
  },
  aws_lb_target_group: {
    noun: "target group",
    meaning: "Rules switch to an empty target group. Requests fail until new tasks are registered and healthy.",
    steps:
      "Add a service with the new settings under another name next to the old one, deploy, move its routes to it in a second deployment, and remove the old service in a third.",
    startsEmpty: true,
    deletedLast: true,
  },
  aws_ecs_cluster: { noun: "cluster", meaning: "Stops and recreates all its services.", steps: BESIDE_FIRST, startsEmpty: true },
  aws_ecs_service: {
    noun: "service",
    meaning: "Stops all tasks before the first new one starts. The service is down in its region meanwhile.",
    steps:
      "Add the new service or worker next to the old one, deploy, move its routes in a second deployment, and remove the old one in a third.",
    role: [["cluster", "name"]],
    startsEmpty: true,
  },
  aws_appautoscaling_target: {
    noun: "scaling target",
    meaning: "The capacity does not follow the load until the target and its policies are recreated.",
    steps: "Keep the name of the service or table. Change the minimum and maximum, which is in place.",
    role: [["resource_id", "scalable_dimension"]],
  },
  aws_security_group: {
    noun: "security group",
    meaning: "Its members lose their connections until they have the new group and its rules exist.",
    steps: BESIDE_FIRST,
    deletedLast: true,
  },
  aws_vpc_security_group_ingress_rule: { noun: "ingress rule", ...RULE },
  aws_vpc_security_group_egress_rule: { noun: "egress rule", ...RULE },
  aws_route53_record: {
    noun: "DNS record",
    meaning: "The name stops resolving. Resolvers cache that for minutes, even if the record is recreated.",
    steps: "Change its target in place, or add the new name next to the old one and remove the old one in a later deployment.",
    role: [["zone_id", "name", "type"]],
  },
  aws_route53_health_check: {
    noun: "health check",
    meaning: "DNS treats its region as healthy until the records use the new health check.",
    steps: TWO_STEPS,
    deletedLast: true,
  },
  aws_acm_certificate: {
    noun: "certificate",
    meaning: "AWS refuses to delete a certificate that is in use, so the deployment stops halfway.",
    steps: "Request the new certificate next to the old one, switch the listeners and distributions, and remove the old one afterwards.",
    role: [["domain_name"]],
    deletedLast: true,
  },
  aws_cloudfront_distribution: {
    noun: "CDN",
    meaning: "No public DNS name responds until a new distribution is deployed, which takes minutes.",
    steps: "Change it in place. A name can move to another distribution only after it is removed from this one.",
    startsEmpty: true,
  },
  aws_cloudfront_function: { noun: "CDN function", ...EDGE_PART, role: [["name"]], deletedLast: true },
  aws_cloudfront_cache_policy: { noun: "cache policy", ...EDGE_PART, role: [["name"]], deletedLast: true },
  aws_cloudfront_response_headers_policy: { noun: "response headers policy", ...EDGE_PART, role: [["name"]], deletedLast: true },
  aws_cloudfront_origin_access_control: { noun: "origin access control", ...EDGE_PART, role: [["name"]], deletedLast: true },
  aws_wafv2_web_acl: { noun: "web ACL", ...EDGE_PART, role: [["name"]], deletedLast: true },
  aws_s3_bucket_policy: {
    noun: "bucket policy",
    meaning: "Reads that only the policy allows, for example of the CDN, fail until it is recreated.",
    steps: "Change its content in place.",
    role: [["bucket"]],
  },
  aws_vpc: { noun: "VPC", meaning: "Everything in it must be recreated too.", steps: BESIDE_FIRST, startsEmpty: true },
  aws_subnet: {
    noun: "subnet",
    meaning: "Everything in it must be deleted first and is down until it is recreated.",
    steps: "Keep the range and zone of existing subnets. Add a zone with a range of its own instead.",
    role: [["vpc_id", "cidr_block"]],
    startsEmpty: true,
  },
  aws_internet_gateway: {
    noun: "internet gateway",
    meaning: "The region is not reachable from the internet until the gateway is recreated.",
    steps: "Keep it. A VPC has one internet gateway, so its replacement always has a gap.",
    role: [["vpc_id"]],
  },
  aws_nat_gateway: {
    noun: "NAT gateway",
    meaning: "Tasks whose routes lead to it cannot reach the internet until their route leads elsewhere.",
    steps: "Deploy the other route target first, so that all routes lead to it, and remove this one in a later deployment.",
    deletedLast: true,
  },
  aws_eip: {
    noun: "Elastic IP",
    meaning: "AWS can reassign the address. Firewalls that allow it then admit another customer.",
    steps: "Keep the address. Associate it with the new resource in place.",
  },
  aws_route_table: {
    noun: "route table",
    meaning: "Its subnets follow the main route table, which leads nowhere, until it is recreated.",
    steps: BESIDE_FIRST,
    startsEmpty: true,
  },
  aws_route: {
    noun: "route",
    meaning: "Packets to its destination are dropped until the other route exists.",
    steps: "Change the target of the existing route, which is in place.",
    role: [
      ["route_table_id", "destination_cidr_block"],
      ["route_table_id", "destination_ipv6_cidr_block"],
      ["route_table_id", "destination_prefix_list_id"],
    ],
  },
  aws_route_table_association: {
    noun: "route table association",
    meaning: "The subnet follows the main route table, which leads nowhere, until it has the new association.",
    steps: "Change the route table of the existing association, which is in place.",
    role: [["subnet_id"]],
  },
  aws_vpc_endpoint: {
    noun: "VPC endpoint",
    meaning: "Calls to that AWS service fail until the endpoint is recreated.",
    steps: "Keep the endpoint until another way to the service exists: deploy that first, and remove the endpoint in a later deployment.",
    role: [["vpc_id", "service_name"]],
  },
  aws_vpc_peering_connection: REGIONS,
  aws_vpc_peering_connection_accepter: REGIONS,
  aws_vpc_peering_connection_options: REGIONS,
  aws_ec2_transit_gateway: REGIONS,
  aws_ec2_transit_gateway_vpc_attachment: REGIONS,
  aws_ec2_transit_gateway_peering_attachment: REGIONS,
  aws_ec2_transit_gateway_peering_attachment_accepter: REGIONS,
  aws_ec2_transit_gateway_route: { ...REGIONS, role: [["transit_gateway_route_table_id", "destination_cidr_block"]] },
  aws_ssm_parameter: {
    noun: "parameter with a variable",
    meaning: "New tasks of the workload cannot start until the parameter is recreated.",
    steps: "Keep the name of the variable and of the workload.",
    role: [["name"]],
    deletedLast: true,
  },
  aws_kms_alias: {
    noun: "key alias",
    meaning: "Calls that name the key by its alias fail until it is recreated.",
    steps: "Change the key that it names, which is in place.",
    role: [["name"]],
  },
  aws_iam_role: { noun: "role", ...PERMISSIONS, role: [["name"]] },
  aws_iam_role_policy: { noun: "permissions of a role", ...PERMISSIONS, role: [["role"]] },
  aws_iam_role_policy_attachment: { noun: "permissions of a role", ...PERMISSIONS, role: [["role", "policy_arn"]] },
  aws_iam_policy: { noun: "policy", ...PERMISSIONS, role: [["name"]] },
  aws_db_parameter_group: { noun: "parameter group", ...GROUP_IN_USE, deletedLast: true },
  aws_db_subnet_group: { noun: "subnet group", ...GROUP_IN_USE, role: [["name"]] },
  aws_elasticache_parameter_group: { noun: "parameter group", ...GROUP_IN_USE, deletedLast: true },
  aws_elasticache_subnet_group: { noun: "subnet group", ...GROUP_IN_USE, role: [["name"]] },
  aws_elasticache_user: {
    noun: "cache user",
    meaning: "New connections to the cache fail until the user is recreated.",
    steps: BESIDE_FIRST,
    role: [["user_id"]],
  },
  aws_elasticache_user_group: {
    noun: "user group of a cache",
    meaning: "New connections to the cache fail until the user group is recreated and assigned.",
    steps: BESIDE_FIRST,
    role: [["user_group_id"]],
  },
};
