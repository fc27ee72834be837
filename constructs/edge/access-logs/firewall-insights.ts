import type { LogQuery } from "../../observability/access-logs/log-query";

/**
 * Queries on the firewall's log. It contains blocked and counted requests, and is in CloudWatch Logs even if access logs are only in S3.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/logging-fields.html
 */
export const FIREWALL_INSIGHTS: readonly LogQuery[] = [
  {
    name: "blocked-by-rule",
    description: "Blocked requests, by rule, country and path.",
    query: `filter action = "BLOCK"
| stats count(*) as requests by terminatingRuleId, httpRequest.country, httpRequest.uri
| sort requests desc
| limit 100`,
  },
  {
    name: "blocked-clients",
    description: "Clients with the most blocked requests, by address and rule.",
    query: `filter action = "BLOCK"
| stats count(*) as requests by httpRequest.clientIp, httpRequest.country, terminatingRuleId
| sort requests desc
| limit 100`,
  },
  {
    name: "counted-by-rule",
    description: "Requests that counting rules would have blocked.",
    query: `filter action != "BLOCK"
| parse @message /"ruleId":"(?<counted_rule>[^"]+)","action":"COUNT"/
| stats count(*) as requests by counted_rule, labels.0.name, httpRequest.uri
| sort requests desc
| limit 100`,
  },
];
