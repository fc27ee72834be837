import { insightsErrorRate, insightsFailed, type LogQuery } from "../../observability/access-logs/log-query";

/** The whole request in one field: `GET https://example.com:443/path?query HTTP/1.1`. */
const PARSED = `| parse request_line "* * *" as verb, url, protocol
| parse url /^[a-z]+:\\/\\/[^\\/]+(?<path>[^?]*)/`;

const STATUS = "elb_status_code";
const FAILED = insightsFailed(STATUS);

/**
 * Logs Insights queries on an ALB's log group. There is no query for clients: all clients are CloudFront, whose logs contain the real ones.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-logs.html
 */
export const ALB_INSIGHTS: readonly LogQuery[] = [
  {
    name: "errors-by-path",
    description: "5xx by path and target. A target_status_code of - means no response from a target.",
    query: `filter elb_status_code >= 500
${PARSED}
| stats count(*) as requests by elb_status_code, target_status_code, verb, path, target_group_arn, error_reason
| sort requests desc
| limit 100`,
  },
  {
    name: "slowest-requests",
    description: "The slowest requests, with their trace ID.",
    query: `fields @timestamp, target_processing_time, elb_status_code, request_line, target_group_arn, trace_id
| sort target_processing_time desc
| limit 100`,
  },
  {
    name: "slowest-paths",
    description: "Paths by their p95, in seconds.",
    query: `filter target_processing_time >= 0
${PARSED}
| stats count(*) as requests, pct(target_processing_time, 50) as p50, pct(target_processing_time, 95) as p95 by path, target_group_arn
| sort p95 desc
| limit 100`,
  },
  {
    name: "top-user-agents",
    description: "User agents with the most requests, and their errors.",
    query: `fields ${FAILED} as failed
| stats count(*) as requests, sum(failed) as failures by user_agent
| sort requests desc
| limit 100`,
  },
  insightsErrorRate(STATUS),
];

/**
 * Logs Insights queries on an NLB's log group: connections to TLS listeners.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-logs.html
 */
export const NLB_INSIGHTS: readonly LogQuery[] = [
  {
    name: "top-clients",
    description: "Clients with the most connections, by address.",
    query: `fields coalesce(\`client:port\`, client_port) as client
| parse client /(?<client_address>.*):[0-9]+$/
| stats count(*) as connections, sum(received_bytes) as received, sum(sent_bytes) as sent by client_address
| sort connections desc
| limit 100`,
  },
  {
    name: "failed-handshakes",
    description: "Failed TLS handshakes, by listener, protocol version and the client's TLS alert.",
    query: `filter tls_handshake_time = "-" or incoming_tls_alert != "-"
| stats count(*) as connections by listener, tls_protocol_version, incoming_tls_alert
| sort connections desc
| limit 100`,
  },
  {
    name: "connections-per-minute",
    description: "Closed connections and handshake time, in milliseconds, for each minute.",
    query: `stats count(*) as connections, pct(tls_handshake_time, 95) as handshake_p95 by bin(1m) as minute
| sort minute desc
| limit 1000`,
  },
  {
    name: "longest-connections",
    description: "The longest closed connections.",
    query: `fields @timestamp, connection_time, listener, received_bytes, sent_bytes, tls_protocol_version, domain_name
| sort connection_time desc
| limit 100`,
  },
];
