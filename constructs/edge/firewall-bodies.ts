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
    statement: elsewhere([large], uploads),
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
    statement: elsewhere([anyOf(labeled)], uploads),
    visibilityConfig: visibility(name),
  };
}

/** All of the statements, and a path that takes no uploads. */
function elsewhere(statements: readonly [Statement], uploads: readonly string[]): Statement {
  if (uploads.length === 0) return statements[0];
  const outside = { not_statement: { statement: [anyOf(uploads.map(pathIs))] } };
  return { and_statement: { statement: [...statements, outside] } };
}

/** AWS takes an alternative of two statements or more. */
function anyOf(statements: readonly Statement[]): Statement {
  const [first, ...others] = statements;
  return first !== undefined && others.length === 0 ? first : { or_statement: { statement: statements } };
}

/** Decoded and without `..` first, so that no path elsewhere can be spelled as one of the uploads. */
function pathIs(path: string): Statement {
  const isBeginning = path.endsWith("*");
  return {
    byte_match_statement: {
      field_to_match: { uri_path: {} },
      positional_constraint: isBeginning ? "STARTS_WITH" : "EXACTLY",
      search_string: isBeginning ? path.slice(0, -1) : path,
      text_transformation: [
        { priority: 0, type: "URL_DECODE" },
        { priority: 1, type: "NORMALIZE_PATH" },
      ],
    },
  };
}
