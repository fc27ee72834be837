import { insightsErrorRate, insightsFailed, type LogQuery } from "../../observability/access-logs/log-query";

const STATUS = "`sc-status`";
const FAILED = insightsFailed(STATUS);

/** Logs Insights queries on CloudFront's log group. */
export const CDN_INSIGHTS: readonly LogQuery[] = [
  {
    name: "errors-by-path",
    description: "5xx by host, path and CloudFront's reason.",
    query: `filter \`sc-status\` >= 500
| stats count(*) as requests by \`sc-status\`, \`x-edge-detailed-result-type\`, \`cs(Host)\`, \`cs-method\`, \`cs-uri-stem\`
| sort requests desc
| limit 100`,
  },
  {
    name: "slowest-paths",
    description: "Paths by the p95 of the time to first byte, in seconds, and the origin's part of it.",
    query: `stats count(*) as requests, pct(\`time-to-first-byte\`, 95) as p95, pct(\`origin-fbl\`, 95) as origin_p95 by \`cs(Host)\`, \`cs-uri-stem\`
| sort p95 desc
| limit 100`,
  },
  {
    name: "top-clients",
    description: "Clients with the most requests, by address and user agent, and their errors.",
    query: `fields ${FAILED} as failed
| stats count(*) as requests, sum(failed) as failures by \`c-ip\`, asn, \`c-country\`, \`cs(User-Agent)\`
| sort requests desc
| limit 100`,
  },
  {
    name: "by-country",
    description: "Requests, errors and the p95 of the time to first byte, in seconds, for each country.",
    query: `fields ${FAILED} as failed
| stats count(*) as requests, sum(failed) as failures, pct(\`time-to-first-byte\`, 95) as p95 by \`c-country\`
| sort requests desc
| limit 250`,
  },
  {
    name: "by-edge",
    description: "The same for each edge location. If only one location fails, the cause is AWS.",
    query: `fields ${FAILED} as failed
| stats count(*) as requests, sum(failed) as failures, pct(\`time-to-first-byte\`, 95) as p95 by \`x-edge-location\`
| sort requests desc
| limit 500`,
  },
  {
    name: "refused-at-the-edge",
    description: "403 and 429 without an origin response, mostly from the firewall. The firewall's own log contains the rule.",
    query: `filter \`sc-status\` in ["403", "429"] and (not ispresent(\`origin-fbl\`) or \`origin-fbl\` in ["-", ""])
| stats count(*) as requests by \`sc-status\`, \`cs(Host)\`, \`cs-uri-stem\`, \`c-ip\`, \`c-country\`, \`cs(User-Agent)\`
| sort requests desc
| limit 100`,
  },
  insightsErrorRate(STATUS),
];
