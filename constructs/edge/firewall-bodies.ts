import type { Wafv2WebAclRule } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import type { Cdn } from "./model";
import { visibility } from "./firewall-visibility";

/** A statement of a rule. cdktf does not convert it, so argument names are Terraform's. */
export type Statement = Readonly<Record<string, unknown>>;

/** Body limits by size in the environment: AWS's name, and the bytes. */
const INSPECTED = {
  "16 KB": { limit: "KB_16", bytes: 16_384 },
  "32 KB": { limit: "KB_32", bytes: 32_768 },
  "48 KB": { limit: "KB_48", bytes: 49_152 },
  "64 KB": { limit: "KB_64", bytes: 65_536 },
} as const satisfies Record<Cdn["inspectedBody"], object>;

/**
 * The inspected size of a request body; undefined for AWS's default, which is free.
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
 * Content after the inspected part of a body is invisible to all other rules, so a larger body is blocked as a whole. CloudFront passes
 * only the inspected part to WAF: a size constraint above it never matches directly, but oversize handling `MATCH` does.
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
    statement: outsideUploads(large, uploads),
    visibilityConfig: visibility(name),
  };
}

/** Blocks, outside upload paths, the requests that AWS's rule groups only labeled, because rule groups cannot distinguish paths. */
export function labeledBodies({ name, priority, mode, uploads }: BodyRule, labels: readonly string[]): Wafv2WebAclRule {
  const labeled = labels.map((key) => ({ label_match_statement: { scope: "LABEL", key } }));
  return {
    name,
    priority,
    action: mode === "block" ? { block: {} } : { count: {} },
    statement: outsideUploads(anyOf(labeled), uploads),
    visibilityConfig: visibility(name),
  };
}

/** Limits a statement to paths without uploads. */
function outsideUploads(statement: Statement, uploads: readonly string[]): Statement {
  if (uploads.length === 0) return statement;
  const outside = uploads.map((path) => ({ not_statement: { statement: [rawAndDecoded(path)] } }));
  return { and_statement: { statement: [statement, ...outside] } };
}

/** AWS requires at least two statements in an `or_statement`. */
function anyOf(statements: readonly Statement[]): Statement {
  const [first, ...others] = statements;
  return first !== undefined && others.length === 0 ? first : { or_statement: { statement: statements } };
}

/**
 * Matches the path as it is sent, and also decoded and without `..`: CloudFront selects the behavior by the decoded path and sends the raw
 * path to the origin, where applications can interpret it either way. So a path outside the uploads cannot be written as an upload path, or
 * the reverse.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern
 */
function rawAndDecoded(path: string): Statement {
  return { and_statement: { statement: [pathIs(path, ["NONE"]), pathIs(path, ["URL_DECODE", "NORMALIZE_PATH"])] } };
}

function pathIs(path: string, transformations: readonly string[]): Statement {
  const isPrefix = path.endsWith("*");
  return {
    byte_match_statement: {
      field_to_match: { uri_path: {} },
      positional_constraint: isPrefix ? "STARTS_WITH" : "EXACTLY",
      search_string: isPrefix ? path.slice(0, -1) : path,
      text_transformation: transformations.map((type, priority) => ({ priority, type })),
    },
  };
}
