import { createHash } from "node:crypto";
import type { StackJson } from "./synth";

const ACCOUNT = "123456789012";

/** Values of attributes as AWS returns them, for plans of stacks whose upstream stacks were never deployed. */
const VALUES: Readonly<Record<string, (type: string, id: string, region: string) => string>> = {
  arn: (type, id, region) => arnOf(type, id, region),
  arn_suffix: (type, id) => (type === "aws_lb" ? `app/large/${id}` : `targetgroup/large/${id}`),
  account_id: () => ACCOUNT,
  id: (type, id) => `${type.replace(/^aws_/, "").replaceAll("_", "-")}-${id}`,
  zone_id: (_type, id) => `Z${id.toUpperCase()}`,
  url: (_type, id, region) => `https://sqs.${region}.amazonaws.com/${ACCOUNT}/${id}`,
  repository_url: (_type, id, region) => `${ACCOUNT}.dkr.ecr.${region}.amazonaws.com/${id}`,
};

const ARN_RESOURCES: Readonly<Record<string, (id: string) => string>> = {
  aws_acm_certificate: (id) => `acm:certificate/${id}`,
  aws_db_instance: (id) => `rds:db:${id}`,
  aws_dynamodb_table: (id) => `dynamodb:table/${id}`,
  aws_dynamodb_table_replica: (id) => `dynamodb:table/${id}`,
  aws_ecr_repository: (id) => `ecr:repository/${id}`,
  aws_ecs_cluster: (id) => `ecs:cluster/${id}`,
  aws_elasticache_replication_group: (id) => `elasticache:replicationgroup:${id}`,
  aws_elasticache_user: (id) => `elasticache:user:${id}`,
  aws_kms_key: (id) => `kms:key/${id}`,
  aws_lb: (id) => `elasticloadbalancing:loadbalancer/app/large/${id}`,
  aws_lb_listener: (id) => `elasticloadbalancing:listener/app/large/${id}/${id}`,
  aws_secretsmanager_secret: (id) => `secretsmanager:secret:${id}`,
  aws_sqs_queue: (id) => `sqs:${id}`,
};

function arnOf(type: string, id: string, region: string): string {
  if (type === "aws_s3_bucket") return `arn:aws:s3:::${id}`;
  const [service = "", ...rest] = (ARN_RESOURCES[type] ?? ((name) => `${type.replace("aws_", "")}:${name}`))(id).split(":");
  return `arn:aws:${service}:${region}:${ACCOUNT}:${rest.join(":")}`;
}

/** The value of one reference: `${aws_vpc.Network_A1.id}`. Names and addresses are derived from the reference, so that they are unique. */
function valueOf(reference: unknown, region: string): string {
  const [, path = ""] = /^\$\{(?:data\.)?([^}]+)\}$/.exec(String(reference)) ?? [];
  const [type = "", ...rest] = path.split(".");
  const id = createHash("sha256").update(path.split(".").slice(0, 2).join(".")).digest("hex").slice(0, 16);
  return (VALUES[rest.at(-1) ?? ""] ?? ((_type, own) => own))(type, id, region);
}

/** A state of a stack with its outputs and no resources, as other stacks read it. */
export function recordedState({ output = {}, provider }: StackJson): object {
  const [first] = (provider as { readonly aws?: readonly { readonly region?: string }[] } | undefined)?.aws ?? [];
  const outputs = Object.entries(output as Readonly<Record<string, { readonly value: unknown }>>).map(([name, { value }]) => [
    name,
    { value: valueOf(value, first?.region ?? "us-east-1"), type: "string" },
  ]);
  return { version: 4, terraform_version: "1.11.0", serial: 1, lineage: "recorded", outputs: Object.fromEntries(outputs), resources: [] };
}
