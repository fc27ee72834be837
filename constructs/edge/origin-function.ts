import type { OriginRule } from "./origin-rules";

/** CloudFront's limit for the code of a function, in bytes. AWS does not raise it. */
export const MOST_FUNCTION_BYTES = 10_240;

/**
 * The code of the viewer-request function that chooses the load balancer of a request, for CloudFront's JavaScript runtime 2.0. Behaviors cannot
 * choose it, because they know no host names. A request that matches no rule goes to the origin of its behavior.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/helper-functions-origin-modification.html#select-request-origin-id-helper-function
 */
export function originFunction(rules: readonly OriginRule[]): string {
  const compact = rules.map(({ originId, hosts, paths }) => [originId, hosts, paths]);
  return CODE.replace("__RULES__", () => JSON.stringify(compact));
}

const CODE = `import cf from "cloudfront";

var rules = __RULES__;

function handler(event) {
  var request = event.request;
  var host = request.headers.host ? request.headers.host.value.toLowerCase() : "";
  for (var i = 0; i < rules.length; i++) {
    if (!accepts(rules[i], host, request.uri)) continue;
    cf.selectRequestOriginById(rules[i][0]);
    break;
  }
  return request;
}

function accepts(rule, host, path) {
  if (rule[1].length > 0 && !rule[1].includes(host)) return false;
  return rule[2].some(function (pattern) { return matches(pattern, path); });
}

function matches(pattern, path) {
  var p = 0, t = 0, star = -1, from = 0;
  while (t < path.length) {
    var c = pattern[p];
    if (c === "*") { star = p++; from = t; }
    else if (p < pattern.length && (c === "?" || c === path[t])) { p++; t++; }
    else if (star >= 0) { p = star + 1; t = ++from; }
    else return false;
  }
  while (pattern[p] === "*") p++;
  return p === pattern.length;
}
`;
