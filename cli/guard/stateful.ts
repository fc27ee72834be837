import type { Stateful } from "../../constructs/core/losses";
import { mergeTables } from "../../constructs/core/merge-tables";
import { KIND_LOSSES } from "../../constructs/registry";
import type { Change } from "../terraform/plan-changes";

/** Excludes certificate validation records, which are recreated on demand, and one of several records of a name, because the others still respond. */
const isOnlyRecord = ({ name, set_identifier: place }: Change["before"]) =>
  !(typeof name === "string" && name.startsWith("_")) && (typeof place !== "string" || place === "");

/**
 * Stateful resource types: data, encryption keys, DNS names and addresses that clients use, and the request path. `prevent_destroy` and AWS
 * also protect most of them. The guard reports a loss in the review, and also if a resource and its protection leave the code together.
 *
 * A database replica has no data of its own, so reducing the number of replicas is not a loss.
 */
export const STATEFUL = mergeTables<Stateful>([
  ...KIND_LOSSES.map(({ stateful }) => stateful),
  {
    aws_s3_bucket: { what: "bucket", losing: "Deletes all objects and their versions. Any AWS account can then take its name." },
    aws_kms_key: {
      what: "key",
      losing: "Everything encrypted with the key, including backups, becomes unreadable after the deletion window.",
    },
    aws_kms_replica_key: {
      what: "key replica",
      losing: "Everything that this region encrypted with it becomes unreadable in this region.",
    },
    aws_ecr_repository: { what: "image repository", losing: "Deletes all images. Workloads that use them cannot start new tasks." },
    aws_route53_zone: {
      what: "zone",
      losing: "Its names stop resolving. A new zone has other name servers, which must be set at the domain's registrar.",
    },
    aws_route53_record: {
      what: "DNS record",
      losing: "The name stops resolving. Resolvers cache that for minutes, even if the record is recreated.",
      holds: isOnlyRecord,
    },
    aws_eip: { what: "Elastic IP", losing: "AWS can reassign the address. Firewalls that allow it then admit another customer." },
    aws_cloudwatch_log_group: { what: "log group", losing: "Deletes all its log events." },
    aws_prometheus_workspace: { what: "metrics workspace", losing: "Deletes all metrics of up to 150 days." },
    aws_grafana_workspace: { what: "Grafana workspace", losing: "Deletes all dashboards, users and API keys that were created in it." },
    aws_cloudfront_distribution: {
      what: "CDN",
      losing: "No public DNS name responds until a new distribution is deployed, which takes minutes.",
    },
    aws_lb: {
      what: "load balancer",
      losing: "The new load balancer has another address. The region serves no requests until DNS points to it.",
      mayEnd: true,
    },
    aws_lb_listener: {
      what: "listener",
      losing: "The load balancer accepts no connections on this port until the listener is recreated.",
      mayEnd: true,
    },
    aws_vpc: { what: "VPC", losing: "Everything in it must be recreated too.", mayEnd: true },
    aws_subnet: { what: "subnet", losing: "Everything in it must be deleted first and is down until it is recreated.", mayEnd: true },
    aws_internet_gateway: {
      what: "internet gateway",
      losing: "The region is not reachable from the internet until the gateway is recreated.",
      mayEnd: true,
    },
    aws_nat_gateway: {
      what: "NAT gateway",
      losing: "Tasks in its Availability Zone cannot reach the internet until the gateway is recreated.",
      mayEnd: true,
    },
    aws_vpc_endpoint: { what: "VPC endpoint", losing: "Calls to that AWS service fail until the endpoint is recreated.", mayEnd: true },
    ...Object.fromEntries(
      [
        "aws_ec2_transit_gateway",
        "aws_ec2_transit_gateway_vpc_attachment",
        "aws_ec2_transit_gateway_peering_attachment",
        "aws_ec2_transit_gateway_peering_attachment_accepter",
        "aws_vpc_peering_connection",
        "aws_vpc_peering_connection_accepter",
      ].map((type) => [
        type,
        {
          what: "inter-region connection",
          losing: "The regions lose connectivity until the connection is recreated and accepted.",
          mayEnd: true,
        },
      ]),
    ),
    aws_ecs_cluster: { what: "cluster", losing: "Stops and recreates all its services.", mayEnd: true },
    aws_sns_topic: {
      what: "topic",
      losing: "Subscribers receive no notifications until they confirm the new subscription.",
      mayEnd: true,
    },
    aws_iam_openid_connect_provider: {
      what: "GitHub OIDC provider",
      losing: "No workflow can assume a role in the account, including this deployment.",
    },
    aws_ecs_service: {
      what: "service",
      losing: "Stops all tasks before the first new one starts. The service is down in its region meanwhile.",
      mayEnd: true,
    },
    aws_efs_file_system: { what: "file system", losing: "Deletes all its files." },
    aws_backup_vault: { what: "backup vault", losing: "Deletes all backups in it." },
    aws_cognito_user_pool: { what: "user pool", losing: "Deletes all user accounts. Passwords cannot be moved to another user pool." },
  },
]);

/** The noun for a resource type in reports. Default: the type itself. */
export function describeType(type: string): string {
  return Object.hasOwn(STATEFUL, type) ? (STATEFUL[type]?.what ?? type) : type;
}

function rowOf({ type, before }: Change): Stateful | undefined {
  const row = Object.hasOwn(STATEFUL, type) ? STATEFUL[type] : undefined;
  return row && (row.holds?.(before) ?? true) ? row : undefined;
}

/** The noun for a stateful resource that a plan removes from the state. Undefined for other changes. */
export function removedFromState(change: Change): string | undefined {
  return change.action === "forget" ? rowOf(change)?.what : undefined;
}

/** The noun and the consequence of a change that loses data. Undefined for other changes. */
export function dataLoss(change: Change): { readonly what: string; readonly losing: string } | undefined {
  const row = rowOf(change);
  const isGone = change.action === "replace" || (change.action === "delete" && !row?.mayEnd);
  return isGone ? row : undefined;
}
