import { policiesOf, type Statement } from "../policy-json";
import { nested, type Block, type Resource } from "../resources";
import { referrersOf } from "./referrers";
import { type ResourceCheck, ruleByType, type Surroundings } from "./rule";

/** TLS 1.2 at least, by the name of the policy. */
const MODERN = /^ELBSecurityPolicy-TLS13-1-[23]-/;

/** Parameters by which a database refuses what is not TLS. */
const FORCED = ["rds.force_ssl", "require_secure_transport"];

/** TLS on every hop that leaves the VPC, and into everything that keeps data. */
const IN_TRANSIT: Readonly<Record<string, ResourceCheck>> = {
  aws_cloudfront_distribution: ({ block }) => {
    const behaviours = [...nested(block, "default_cache_behavior"), ...nested(block, "ordered_cache_behavior")];
    const origins = nested(block, "origin").flatMap((origin) => nested(origin, "custom_origin_config"));
    const [certificate = {}] = nested(block, "viewer_certificate");
    return [
      behaviours.some(({ viewer_protocol_policy: policy }) => policy !== "https-only" && policy !== "redirect-to-https") &&
        "Viewers may use HTTP",
      origins.some(({ origin_protocol_policy: policy }) => policy !== "https-only") && "An origin is asked by HTTP",
      !/^TLSv1\.[23]_/.test(String(certificate.minimum_protocol_version)) && "Viewers may use a TLS below 1.2",
    ];
  },
  aws_db_parameter_group: ({ block }) => {
    const forced = nested(block, "parameter").some(({ name, value }) => FORCED.includes(String(name)) && String(value) === "1");
    return [!forced && "Its database takes connections without TLS"];
  },
  aws_elasticache_replication_group: ({ block }) => [
    block.global_replication_group_id === undefined &&
      (block.transit_encryption_enabled !== true || block.transit_encryption_mode !== "required") &&
      "It takes connections without TLS",
  ],
  aws_lb_listener: ({ block }) => [
    !isEncrypted(block) && `It listens to ${String(block.protocol)} at port ${String(block.port)}, without TLS`,
  ],
  aws_s3_bucket: (resource, around) => [!refusesPlain(policiesFor(resource, around)) && "No policy refuses requests without TLS"],
  aws_sns_topic_subscription: ({ block }) => [block.protocol === "http" && "It is told by HTTP"],
  aws_sqs_queue: ({ block }) => [!refusesPlain(policiesOf(block).flat()) && "No policy refuses requests without TLS"],
};

function isEncrypted(block: Block): boolean {
  if (block.protocol === "HTTPS" || block.protocol === "TLS") return MODERN.test(String(block.ssl_policy));
  const actions = nested(block, "default_action");
  return actions.length > 0 && actions.every((action) => nested(action, "redirect").some(({ protocol }) => protocol === "HTTPS"));
}

/** Of a bucket: its policy is a resource of its own, in whichever stack knows all readers. */
function policiesFor(bucket: Resource, around: Surroundings): readonly Statement[] {
  return referrersOf(bucket, "aws_s3_bucket_policy", "bucket", around).flatMap(({ block }) => policiesOf(block).flat());
}

function refusesPlain(statements: readonly Statement[]): boolean {
  return statements.some(
    ({ effect, conditions, principals }) =>
      effect === "Deny" && principals["*"] !== undefined && conditions.Bool?.["aws:SecureTransport"]?.includes("false") === true,
  );
}

export const transit = ruleByType("IN_TRANSIT", IN_TRANSIT);
