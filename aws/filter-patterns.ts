/**
 * JSON filter patterns of CloudWatch Logs: `{ $.event = "upload" && $.bytes > 0 }`.
 *
 * Source: "Filter pattern syntax for metric filters"
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html). The check is approximate: AWS rejects the
 * patterns that it rejects, or they never match. AWS may reject other patterns, too.
 */

const SELECTOR = String.raw`\$(?:\.[\w*-]+|\.?\[(?:\d+|\*|'[^']*'|"[^"]*")\])+`;
const VALUE = String.raw`"(?:[^"\\]|\\.)*"|%[^%]+%|[^\s()&|"{}=<>!%]+`;
const CONDITION = new RegExp(
  String.raw`\s*${SELECTOR}\s*(?:(?:!=|<=|>=|=|<|>)\s*(?:${VALUE})|\s(?:IS|is)\s+(?:NULL|TRUE|FALSE)|\sNOT\s+EXISTS)\s*`,
  "y",
);
const OPEN = /\s*\(/y;
const CLOSE = /\s*\)\s*/y;
const JOIN = /\s*(?:&&|\|\|)\s*/y;

/** The problem of a pattern, as the end of a sentence; undefined if there is none. */
export function patternProblem(pattern: string): string | undefined {
  const inside = pattern.replace(/^\{|\}$/g, "");
  if (inside.trim() === "") return "has no condition";
  let at = 0;
  let depth = 0;
  const take = (expression: RegExp): boolean => {
    expression.lastIndex = at;
    if (!expression.test(inside)) return false;
    at = expression.lastIndex;
    return true;
  };
  for (;;) {
    while (take(OPEN)) depth += 1;
    if (!take(CONDITION)) return `has no valid condition at ${JSON.stringify(inside.slice(at).trim().slice(0, 40))}`;
    while (depth > 0 && take(CLOSE)) depth -= 1;
    if (at === inside.length) return depth === 0 ? undefined : "has an unclosed parenthesis";
    if (!take(JOIN)) return `has neither && nor || before ${JSON.stringify(inside.slice(at).trim().slice(0, 40))}`;
  }
}

/** The number of regular expressions, such as `%4[0-9]{2}%`, outside the quoted strings of a pattern. */
export function countRegularExpressions(pattern: string): number {
  return pattern.replaceAll(/"(?:[^"\\]|\\.)*"/g, "").match(/%[^%]+%/g)?.length ?? 0;
}
