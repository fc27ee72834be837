import type { Block } from "./synth";

/** The parts of a request that the rules of a web ACL inspect. */
export interface Request {
  readonly path: string;
  /** The size of the body in bytes. */
  readonly size: number;
  /** Labels that managed rule groups have added. */
  readonly labels?: readonly string[];
}

/** The part of a body that WAF inspects for CloudFront, in bytes, if the ACL sets no limit. */
const INSPECTED_BY_DEFAULT = 16_384;
const LIMITS: Readonly<Record<string, number>> = { KB_16: 16_384, KB_32: 32_768, KB_48: 49_152, KB_64: 65_536 };

export function inspectedBytes(acl: Block): number {
  const limit = /"default_size_inspection_limit":"(\w+)"/.exec(JSON.stringify(acl.association_config ?? {}))?.[1];
  if (limit === undefined) return INSPECTED_BY_DEFAULT;
  const bytes = LIMITS[limit];
  if (bytes === undefined) throw new Error(`unknown inspection limit ${limit}`);
  return bytes;
}

/**
 * Whether a statement matches a request, by the rules of WAF.
 *
 * @throws if the statement contains an unsupported element.
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statements-list.html
 */
export function matches(statement: Block, request: Request, inspected: number): boolean {
  const [[kind, value] = ["none", undefined], ...others] = Object.entries(statement) as [string, Block][];
  if (value === undefined || others.length > 0) throw new Error(`Expected one statement: ${JSON.stringify(statement)}`);
  const nested = (value.statement ?? []) as readonly Block[];
  switch (kind) {
    case "and_statement":
      return atLeast(2, nested).every((each) => matches(each, request, inspected));
    case "or_statement":
      return atLeast(2, nested).some((each) => matches(each, request, inspected));
    case "not_statement":
      return !atLeast(1, nested).some((each) => matches(each, request, inspected));
    case "label_match_statement":
      return request.labels?.includes(String(value.key)) ?? false;
    case "size_constraint_statement":
      return sizeMatches(value, request.size, inspected);
    case "byte_match_statement":
      return pathMatches(value, request.path);
    default:
      throw new Error(`Unsupported statement: ${kind}`);
  }
}

/** AWS rejects `or_statement` and `and_statement` with fewer than two statements. */
function atLeast(count: number, statements: readonly Block[]): readonly Block[] {
  if (statements.length < count) throw new Error(`At least ${count} statements are required: ${JSON.stringify(statements)}`);
  return statements;
}

function sizeMatches(value: Block, size: number, inspected: number): boolean {
  const { oversize_handling: oversize } = (value.field_to_match as { body: Block }).body;
  if (value.comparison_operator !== "GT") throw new Error("Only the operator GT is supported");
  if (size > inspected && oversize !== "CONTINUE") return oversize === "MATCH";
  return Math.min(size, inspected) > (value.size as number);
}

function pathMatches(value: Block, path: string): boolean {
  const transformations = [...(value.text_transformation as readonly { priority: number; type: string }[])];
  const seen = transformations
    .sort((one, other) => one.priority - other.priority)
    .reduce((text, { type }) => transformed(type, text), path);
  const wanted = value.search_string as string;
  if (value.positional_constraint === "EXACTLY") return seen === wanted;
  if (value.positional_constraint === "STARTS_WITH") return seen.startsWith(wanted);
  throw new Error(`Unsupported positional constraint: ${JSON.stringify(value)}`);
}

function transformed(type: string, text: string): string {
  if (type === "NONE") return text;
  if (type === "URL_DECODE") return text.replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
  if (type !== "NORMALIZE_PATH") throw new Error(`Unsupported transformation: ${type}`);
  const segments: string[] = [];
  const parts = text.split("/").slice(1);
  for (const part of parts) {
    if (part === "..") segments.pop();
    else if (part !== "." && part !== "") segments.push(part);
  }
  return `/${segments.join("/")}${segments.length > 0 && parts.at(-1) === "" ? "/" : ""}`;
}

const GROUP_CAPACITY: Readonly<Record<string, number>> = {
  AWSManagedRulesAmazonIpReputationList: 25,
  AWSManagedRulesKnownBadInputsRuleSet: 200,
  AWSManagedRulesCommonRuleSet: 700,
  AWSManagedRulesSQLiRuleSet: 200,
};
const STATEMENT_CAPACITY: Readonly<Record<string, number>> = {
  rate_based_statement: 2,
  label_match_statement: 1,
  size_constraint_statement: 1,
  byte_match_statement: 2,
  and_statement: 1,
  or_statement: 1,
  not_statement: 1,
};

/** Web ACL capacity units, at least as many as AWS counts. A transformation of one request part costs 10 once, even if it occurs several times. */
export function capacityOf(rules: readonly Block[]): number {
  const transformations = new Set<string>();
  const cost = (statement: Block): number =>
    (Object.entries(statement) as [string, Block][]).reduce((sum, [kind, value]) => {
      for (const { type } of (value.text_transformation ?? []) as readonly { type: string }[])
        if (type !== "NONE") transformations.add(`${JSON.stringify(value.field_to_match)} ${type}`);
      const own = kind === "managed_rule_group_statement" ? GROUP_CAPACITY[value.name as string] : STATEMENT_CAPACITY[kind];
      if (own === undefined) throw new Error(`Unknown capacity of ${kind}`);
      return sum + own + ((value.statement ?? []) as readonly Block[]).reduce((all, nested) => all + cost(nested), 0);
    }, 0);
  return rules.reduce((sum, rule) => sum + cost(rule.statement as Block), 0) + transformations.size * 10;
}
