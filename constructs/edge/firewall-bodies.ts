import type { Wafv2WebAclRule } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import type { Cdn } from "./model";
import { visibility } from "./firewall-visibility";

/** A statement of a rule. cdktf passes it on as it is: names as in Terraform. */
export type Statement = Readonly<Record<string, unknown>>;

/** Of a body limit by its size in the environment: how AWS calls it, and in bytes. */
const INSPECTED = {
  "16 KB": { limit: "KB_16", bytes: 16_384 },
  "32 KB": { limit: "KB_32", bytes: 32_768 },
  "48 KB": { limit: "KB_48", bytes: 49_152 },
  "64 KB": { limit: "KB_64", bytes: 65_536 },
} as const satisfies Record<Cdn["inspectedBody"], object>;

/**
 * How much of a body the web ACL inspects; undefined for AWS's default, which is free.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-setting-body-inspection-limit.html
 */
export function bodyLimit(size: Cdn["inspectedBody"]) {
  if (size === "16 KB") return undefined;
  return { requestBody: [{ cloudfront: { defaultSizeInspectionLimit: INSPECTED[size].limit } }] };
}

interface BodyRule {
  readonly name: string;
  readonly priority: number;
  readonly mode: "count" | "block";
  readonly uploads: readonly string[];
}

/**
 * What is behind the inspected part of a body passes all other rules unseen, so a larger body is refused as a whole. CloudFront hands WAF
 * the inspected part alone: a size above it never matches by itself, but by `MATCH`, which is what WAF does with an oversize body.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-oversize-request-components.html
 */
export function largeBodies({ name, priority, mode, uploads }: BodyRule, size: Cdn["inspectedBody"]): Wafv2WebAclRule {
  const large = {
    size_constraint_statement: {
      field_to_match: { body: { oversize_handling: "MATCH" } },
      comparison_operator: "GT",
      size: INSPECTED[size].bytes,
      text_transformation: [{ priority: 0, type: "NONE" }],
    },
  };
  return {
    name,
    priority,
    action: mode === "block" ? { block: { customResponse: { responseCode: 413 } } } : { count: {} },
    statement: elsewhere(large, uploads),
    visibilityConfig: visibility(name),
  };
}

/** Blocks outside the uploads' paths what AWS's groups only labeled, since their rules know no paths. */
export function labeledBodies({ name, priority, mode, uploads }: BodyRule, labels: readonly string[]): Wafv2WebAclRule {
  const labeled = labels.map((key) => ({ label_match_statement: { scope: "LABEL", key } }));
  return {
    name,
    priority,
    action: mode === "block" ? { block: {} } : { count: {} },
    statement: elsewhere(anyOf(labeled), uploads),
    visibilityConfig: visibility(name),
  };
}

/** The statement, and a path that takes no uploads. */
function elsewhere(statement: Statement, uploads: readonly string[]): Statement {
  if (uploads.length === 0) return statement;
  const outside = uploads.map((path) => ({ not_statement: { statement: [bothWays(path)] } }));
  return { and_statement: { statement: [statement, ...outside] } };
}

/** AWS takes an alternative of two statements or more. */
function anyOf(statements: readonly Statement[]): Statement {
  const [first, ...others] = statements;
  return first !== undefined && others.length === 0 ? first : { or_statement: { statement: statements } };
}

/**
 * The path as it is written, and as it is decoded and without `..`: CloudFront chooses the behavior by the second and sends the first to
 * the origin, where programs may read it either way. So no path elsewhere can be spelled as an upload, and no upload as one elsewhere.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern
 */
function bothWays(path: string): Statement {
  return { and_statement: { statement: [pathIs(path, ["NONE"]), pathIs(path, ["URL_DECODE", "NORMALIZE_PATH"])] } };
}

function pathIs(path: string, transformations: readonly string[]): Statement {
  const isBeginning = path.endsWith("*");
  return {
    byte_match_statement: {
      field_to_match: { uri_path: {} },
      positional_constraint: isBeginning ? "STARTS_WITH" : "EXACTLY",
      search_string: isBeginning ? path.slice(0, -1) : path,
      text_transformation: transformations.map((type, priority) => ({ priority, type })),
    },
  };
}
