import { policiesOf, type Statement } from "../policy-json";
import { nested, type Block, type Resource } from "../../synthesis/resources";
import { referrersOf } from "./referrers";
import { type ResourceCheck, ruleByType, type CheckContext } from "./rule";

/** Policies with TLS 1.2 or later, by name. */
const MODERN = /^ELBSecurityPolicy-TLS13-1-[23]-/;

/** Parameters with which a database rejects connections without TLS. */
const FORCED = ["rds.force_ssl", "require_secure_transport"];

/** TLS on every hop outside the VPC, and to every data store. */
const IN_TRANSIT: Readonly<Record<string, ResourceCheck>> = {
  aws_cloudfront_distribution: ({ block }) => {
    const behaviors = [...nested(block, "default_cache_behavior"), ...nested(block, "ordered_cache_behavior")];
    const origins = nested(block, "origin").flatMap((origin) => nested(origin, "custom_origin_config"));
    const [certificate = {}] = nested(block, "viewer_certificate");
    return [
      behaviors.some(({ viewer_protocol_policy: policy }) => policy !== "https-only" && policy !== "redirect-to-https") &&
        "Viewers can use HTTP",
      origins.some(({ origin_protocol_policy: policy }) => policy !== "https-only") && "An origin is called over HTTP",
      !/^TLSv1\.[23]_/.test(String(certificate.minimum_protocol_version)) && "Viewers can use TLS below 1.2",
    ];
  },
  aws_db_parameter_group: ({ block }) => {
    const forced = nested(block, "parameter").some(({ name, value }) => FORCED.includes(String(name)) && String(value) === "1");
    return [!forced && "Its database accepts connections without TLS"];
  },
  aws_elasticache_replication_group: ({ block }) => [
    block.global_replication_group_id === undefined &&
      (block.transit_encryption_enabled !== true || block.transit_encryption_mode !== "required") &&
      "It accepts connections without TLS",
  ],
  aws_lb_listener: ({ block }) => [
    !isEncrypted(block) && `It listens for ${String(block.protocol)} on port ${String(block.port)}, without TLS`,
  ],
  aws_s3_bucket: (resource, context) => [!deniesPlainHttp(policiesFor(resource, context)) && "No policy denies requests without TLS"],
  aws_sns_topic_subscription: ({ block }) => [block.protocol === "http" && "Its endpoint uses HTTP"],
  aws_sqs_queue: ({ block }) => [!deniesPlainHttp(policiesOf(block).flat()) && "No policy denies requests without TLS"],
};

function isEncrypted(block: Block): boolean {
  if (block.protocol === "HTTPS" || block.protocol === "TLS") return MODERN.test(String(block.ssl_policy));
  const actions = nested(block, "default_action");
  return actions.length > 0 && actions.every((action) => nested(action, "redirect").some(({ protocol }) => protocol === "HTTPS"));
}

/** The policy of a bucket. It is a separate resource, in the stack that has all readers. */
function policiesFor(bucket: Resource, context: CheckContext): readonly Statement[] {
  return referrersOf(bucket, "aws_s3_bucket_policy", "bucket", context).flatMap(({ block }) => policiesOf(block).flat());
}

function deniesPlainHttp(statements: readonly Statement[]): boolean {
  return statements.some(
    ({ effect, conditions, principals }) =>
      effect === "Deny" && principals["*"] !== undefined && conditions.Bool?.["aws:SecureTransport"]?.includes("false") === true,
  );
}

export const transit = ruleByType("IN_TRANSIT", IN_TRANSIT);
