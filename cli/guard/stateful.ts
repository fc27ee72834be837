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
    aws_s3_bucket: { noun: "bucket", consequence: "Deletes all objects and their versions. Any AWS account can then take its name." },
    aws_kms_key: {
      noun: "key",
      consequence: "Everything encrypted with the key, including backups, becomes unreadable after the deletion window.",
    },
    aws_kms_replica_key: {
      noun: "key replica",
      consequence: "Everything that this region encrypted with it becomes unreadable in this region.",
    },
    aws_ecr_repository: { noun: "image repository", consequence: "Deletes all images. Workloads that use them cannot start new tasks." },
    aws_route53_zone: {
      noun: "zone",
      consequence: "Its names stop resolving. A new zone has other name servers, which must be set at the domain's registrar.",
    },
    aws_route53_record: {
      noun: "DNS record",
      consequence: "The name stops resolving. Resolvers cache that for minutes, even if the record is recreated.",
      isStateful: isOnlyRecord,
    },
    aws_eip: { noun: "Elastic IP", consequence: "AWS can reassign the address. Firewalls that allow it then admit another customer." },
    aws_cloudwatch_log_group: { noun: "log group", consequence: "Deletes all its log events." },
    aws_prometheus_workspace: { noun: "metrics workspace", consequence: "Deletes all metrics of up to 150 days." },
    aws_grafana_workspace: {
      noun: "Grafana workspace",
      consequence: "Deletes all dashboards, users and API keys that were created in it.",
    },
    aws_cloudfront_distribution: {
      noun: "CDN",
      consequence: "No public DNS name responds until a new distribution is deployed, which takes minutes.",
    },
    aws_lb: {
      noun: "load balancer",
      consequence: "The new load balancer has another address. The region serves no requests until DNS points to it.",
      mayBeDeleted: true,
    },
    aws_lb_listener: {
      noun: "listener",
      consequence: "The load balancer accepts no connections on this port until the listener is recreated.",
      mayBeDeleted: true,
    },
    aws_vpc: { noun: "VPC", consequence: "Everything in it must be recreated too.", mayBeDeleted: true },
    aws_subnet: {
      noun: "subnet",
      consequence: "Everything in it must be deleted first and is down until it is recreated.",
      mayBeDeleted: true,
    },
    aws_internet_gateway: {
      noun: "internet gateway",
      consequence: "The region is not reachable from the internet until the gateway is recreated.",
      mayBeDeleted: true,
    },
    aws_nat_gateway: {
      noun: "NAT gateway",
      consequence: "Tasks in its Availability Zone cannot reach the internet until the gateway is recreated.",
      mayBeDeleted: true,
    },
    aws_vpc_endpoint: {
      noun: "VPC endpoint",
      consequence: "Calls to that AWS service fail until the endpoint is recreated.",
      mayBeDeleted: true,
    },
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
          noun: "inter-region connection",
          consequence: "The regions lose connectivity until the connection is recreated and accepted.",
          mayBeDeleted: true,
        },
      ]),
    ),
    aws_ecs_cluster: { noun: "cluster", consequence: "Stops and recreates all its services.", mayBeDeleted: true },
    aws_sns_topic: {
      noun: "topic",
      consequence: "Subscribers receive no notifications until they confirm the new subscription.",
      mayBeDeleted: true,
    },
    aws_iam_openid_connect_provider: {
      noun: "GitHub OIDC provider",
      consequence: "No workflow can assume a role in the account, including this deployment.",
    },
    aws_ecs_service: {
      noun: "service",
      consequence: "Stops all tasks before the first new one starts. The service is down in its region meanwhile.",
      mayBeDeleted: true,
    },
    aws_efs_file_system: { noun: "file system", consequence: "Deletes all its files." },
    aws_backup_vault: { noun: "backup vault", consequence: "Deletes all backups in it." },
    aws_cognito_user_pool: { noun: "user pool", consequence: "Deletes all user accounts. Passwords cannot be moved to another user pool." },
  },
]);

/** The noun for a resource type in reports. Default: the type itself. */
export function describeType(type: string): string {
  return Object.hasOwn(STATEFUL, type) ? (STATEFUL[type]?.noun ?? type) : type;
}

function rowOf({ type, before }: Change): Stateful | undefined {
  const row = Object.hasOwn(STATEFUL, type) ? STATEFUL[type] : undefined;
  return row && (row.isStateful?.(before) ?? true) ? row : undefined;
}

/** The noun for a stateful resource that a plan removes from the state. Undefined for other changes. */
export function removedFromState(change: Change): string | undefined {
  return change.action === "forget" ? rowOf(change)?.noun : undefined;
}

/** The noun and the consequence of a change that loses data. Undefined for other changes. */
export function dataLoss(change: Change): { readonly noun: string; readonly consequence: string } | undefined {
  const row = rowOf(change);
  const isGone = change.action === "replace" || (change.action === "delete" && !row?.mayBeDeleted);
  return isGone ? row : undefined;
}
