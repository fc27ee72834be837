import type { LogQuery } from "../../observability/access-logs/log-query";

/**
 * What is asked of the firewall's log, which holds what it blocked or counted and is in CloudWatch Logs wherever access logs are.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/logging-fields.html
 */
export const FIREWALL_INSIGHTS: readonly LogQuery[] = [
  {
    name: "blocked-by-rule",
    description: "What was blocked, by rule, country and path.",
    query: `filter action = "BLOCK"
| stats count(*) as requests by terminatingRuleId, httpRequest.country, httpRequest.uri
| sort requests desc
| limit 100`,
  },
  {
    name: "blocked-clients",
    description: "Who was blocked most, by address and rule.",
    query: `filter action = "BLOCK"
| stats count(*) as requests by httpRequest.clientIp, httpRequest.country, terminatingRuleId
| sort requests desc
| limit 100`,
  },
  {
    name: "counted-by-rule",
    description: "What rules that only count would have blocked.",
    query: `filter action != "BLOCK"
| parse @message /"ruleId":"(?<counted_rule>[^"]+)","action":"COUNT"/
| stats count(*) as requests by counted_rule, labels.0.name, httpRequest.uri
| sort requests desc
| limit 100`,
  },
];
