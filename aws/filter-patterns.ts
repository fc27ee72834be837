/**
 * JSON filter patterns of CloudWatch Logs: `{ $.event = "upload" && $.bytes > 0 }`.
 *
 * Source: "Filter pattern syntax for metric filters"
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html). Roughly: what is refused here AWS
 * refuses too, or it would never match; AWS may still refuse what passes.
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

/** What is wrong with a pattern, as the end of a sentence; undefined if nothing is. */
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
    if (!take(CONDITION)) return `has no condition that CloudWatch knows at ${JSON.stringify(inside.slice(at).trim().slice(0, 40))}`;
    while (depth > 0 && take(CLOSE)) depth -= 1;
    if (at === inside.length) return depth === 0 ? undefined : "has a parenthesis that is not closed";
    if (!take(JOIN)) return `has neither && nor || before ${JSON.stringify(inside.slice(at).trim().slice(0, 40))}`;
  }
}

/** How many regular expressions, as `%4[0-9]{2}%`, a pattern has outside its texts. */
export function countRegularExpressions(pattern: string): number {
  return pattern.replaceAll(/"(?:[^"\\]|\\.)*"/g, "").match(/%[^%]+%/g)?.length ?? 0;
}
