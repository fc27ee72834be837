import type { Stateful } from "../../constructs/core/losses";
import { mergeTables } from "../../constructs/core/merge-tables";
import { KIND_LOSSES } from "../../constructs/registry";
import type { Change } from "../terraform/plan-changes";

/** Records that prove a name to those who issue certificates are asked for again by whoever needs them. One of several places of a name may go: the others answer. */
const isName = ({ name, set_identifier: place }: Change["before"]) =>
  !(typeof name === "string" && name.startsWith("_")) && (typeof place !== "string" || place === "");

/**
 * What is stateful: the data, the keys that open it, the names and addresses that others outside know, and what requests come in by. `prevent_destroy` and AWS's own
 * protection stand before most of them too; this is seen at the review, and holds where a resource with its protection leaves the code.
 *
 * A replica of a database holds nothing that its source does not have, and may go with the number that an environment asks for.
 */
export const STATEFUL = mergeTables<Stateful>([
  ...KIND_LOSSES.map(({ stateful }) => stateful),
  {
    aws_s3_bucket: { what: "bucket", losing: "All its objects and their versions are gone, and its name may be taken by anyone." },
    aws_kms_key: {
      what: "key",
      losing: "Whatever it has encrypted can never be read again, backups too, once its waiting time is over.",
    },
    aws_kms_replica_key: { what: "copy of a key", losing: "Whatever this region has encrypted with it cannot be read here." },
    aws_ecr_repository: { what: "image repository", losing: "All images in it are gone: nothing that runs them can start again." },
    aws_route53_zone: {
      what: "zone",
      losing: "No name in it leads anywhere; a new one has other name servers, which the domain's registrar has to be told.",
    },
    aws_route53_record: {
      what: "name",
      losing: "It leads nowhere, and resolvers remember that for minutes, though it be made again.",
      holds: isName,
    },
    aws_eip: { what: "fixed address", losing: "The address is given to somebody else; whoever let it through a firewall lets them in." },
    aws_cloudwatch_log_group: { what: "log group", losing: "All that was logged in it is gone." },
    aws_prometheus_workspace: { what: "metrics workspace", losing: "All measurements of up to 150 days are gone." },
    aws_grafana_workspace: { what: "Grafana workspace", losing: "All that people have made in it is gone: dashboards, users, keys." },
    aws_cloudfront_distribution: {
      what: "CDN",
      losing: "No public name answers until a new one is in all its places, which takes minutes.",
    },
    aws_lb: {
      what: "load balancer",
      losing: "It has another address: the region answers nobody until all names lead to the new one.",
      mayEnd: true,
    },
    aws_lb_listener: { what: "listener", losing: "Until there is a new one, the load balancer takes nothing on its port.", mayEnd: true },
    aws_vpc: { what: "network", losing: "All that is in it has to be made anew with it.", mayEnd: true },
    aws_subnet: { what: "subnet", losing: "All that is in it has to leave it first, and is down until it is back.", mayEnd: true },
    aws_internet_gateway: {
      what: "way to the internet",
      losing: "Until there is a new one nothing of the region is reached.",
      mayEnd: true,
    },
    aws_nat_gateway: { what: "way out", losing: "Until there is a new one, nothing in its zone reaches the internet.", mayEnd: true },
    aws_vpc_endpoint: { what: "way to a service of AWS", losing: "Until there is a new one, what needs that service fails.", mayEnd: true },
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
        { what: "link between regions", losing: "The regions part until it is made and accepted anew.", mayEnd: true },
      ]),
    ),
    aws_ecs_cluster: { what: "cluster", losing: "All services in it end, and are made anew.", mayEnd: true },
    aws_sns_topic: {
      what: "topic",
      losing: "Whoever subscribed to it is told nothing any more, and has to confirm a new one first.",
      mayEnd: true,
    },
    aws_iam_openid_connect_provider: {
      what: "trust in GitHub",
      losing: "No workflow of the account can sign in, this deployment among them.",
    },
    aws_ecs_service: {
      what: "service",
      losing: "All its tasks end before the first new one is up: it is down in its region.",
      mayEnd: true,
    },
    aws_efs_file_system: { what: "file system", losing: "All its files are gone." },
    aws_backup_vault: { what: "vault of backups", losing: "The backups in it are gone, with whatever they were to bring back." },
    aws_cognito_user_pool: { what: "user pool", losing: "All accounts in it are gone, and passwords cannot be moved to another." },
  },
]);

/** What a resource of a type is, for a person; the type itself where there is no word for it. */
export function describeType(type: string): string {
  return Object.hasOwn(STATEFUL, type) ? (STATEFUL[type]?.what ?? type) : type;
}

function rowOf({ type, before }: Change): Stateful | undefined {
  const row = Object.hasOwn(STATEFUL, type) ? STATEFUL[type] : undefined;
  return row && (row.holds?.(before) ?? true) ? row : undefined;
}

/** What a thing is that Terraform is to forget; undefined where it holds nothing. */
export function removedFromState(change: Change): string | undefined {
  return change.action === "forget" ? rowOf(change)?.what : undefined;
}

/** The words for a change that loses something; undefined for every other change. */
export function dataLoss(change: Change): { readonly what: string; readonly losing: string } | undefined {
  const row = rowOf(change);
  const isGone = change.action === "replace" || (change.action === "delete" && !row?.mayEnd);
  return isGone ? row : undefined;
}
