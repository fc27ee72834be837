import type { LogQuery } from "../../observability/access-logs/log-query";

/**
 * The last three hours. The partition limits the cost, the timestamp makes the range exact; a partition is the day of delivery, so an hour
 * that ended yesterday is included. NLB timestamps have no time zone, and Athena's default is UTC.
 */
const RECENT = `day >= date_format(current_timestamp - INTERVAL '3' HOUR, '%Y/%m/%d')
  AND from_iso8601_timestamp(time) > current_timestamp - INTERVAL '3' HOUR`;

/** Athena queries on an ALB's access logs. There is no query for clients: all clients are CloudFront, whose logs contain the real ones. */
export const ALB_QUERIES: readonly LogQuery[] = [
  {
    name: "errors-by-path",
    description: "5xx of the last 3 hours, by path and target. A target_status_code of - means that no target answered.",
    query: `SELECT elb_status_code, target_status_code, request_verb, url_extract_path(request_url) AS path, target_group_arn, target_ip,
  lambda_error_reason, count(*) AS requests
FROM alb_requests
WHERE ${RECENT}
  AND elb_status_code >= 500
GROUP BY elb_status_code, target_status_code, request_verb, url_extract_path(request_url), target_group_arn, target_ip, lambda_error_reason
ORDER BY requests DESC
LIMIT 100`,
  },
  {
    name: "slowest-requests",
    description: "The slowest requests of the last 3 hours, with the id that finds their trace. -1 second means that nothing was answered.",
    query: `SELECT time, target_processing_time, elb_status_code, request_verb, request_url, target_ip, target_group_arn, trace_id
FROM alb_requests
WHERE ${RECENT}
ORDER BY target_processing_time DESC NULLS LAST
LIMIT 100`,
  },
  {
    name: "slowest-paths",
    description: "Paths of the last 3 hours by their p95, in seconds.",
    query: `SELECT url_extract_path(request_url) AS path, target_group_arn, count(*) AS requests,
  approx_percentile(target_processing_time, 0.5) AS p50, approx_percentile(target_processing_time, 0.95) AS p95
FROM alb_requests
WHERE ${RECENT}
  AND target_processing_time >= 0
GROUP BY url_extract_path(request_url), target_group_arn
ORDER BY p95 DESC
LIMIT 100`,
  },
  {
    name: "top-user-agents",
    description: "Who asked most in the last 3 hours, by user agent, and with how many errors.",
    query: `SELECT user_agent, count(*) AS requests, count_if(elb_status_code BETWEEN 400 AND 499) AS refused,
  count_if(elb_status_code >= 500) AS failed
FROM alb_requests
WHERE ${RECENT}
GROUP BY user_agent
ORDER BY requests DESC
LIMIT 100`,
  },
  {
    name: "error-rate-per-minute",
    description: "Requests and the share of 5xx, in per cent, for each minute of the last 3 hours.",
    query: `SELECT date_trunc('minute', from_iso8601_timestamp(time)) AS minute, count(*) AS requests, count_if(elb_status_code >= 500) AS failed,
  round(100.0 * count_if(elb_status_code >= 500) / count(*), 2) AS percent
FROM alb_requests
WHERE ${RECENT}
GROUP BY date_trunc('minute', from_iso8601_timestamp(time))
ORDER BY minute`,
  },
];

/** Athena queries on an NLB's access logs. */
export const NLB_QUERIES: readonly LogQuery[] = [
  {
    name: "top-clients",
    description: "Who connected most in the last 3 hours, by address.",
    query: `SELECT client_ip, count(*) AS connections, sum(received_bytes) AS received, sum(sent_bytes) AS sent
FROM nlb_connections
WHERE ${RECENT}
GROUP BY client_ip
ORDER BY connections DESC
LIMIT 100`,
  },
  {
    name: "failed-handshakes",
    description: "Connections of the last 3 hours that got no TLS, by client, protocol version and the alert that the client sent.",
    query: `SELECT client_ip, listener_id, tls_protocol_version, incoming_tls_alert, count(*) AS connections
FROM nlb_connections
WHERE ${RECENT}
  AND (tls_handshake_time_ms IS NULL OR incoming_tls_alert IS NOT NULL)
GROUP BY client_ip, listener_id, tls_protocol_version, incoming_tls_alert
ORDER BY connections DESC
LIMIT 100`,
  },
  {
    name: "connections-per-minute",
    description: "Connections that ended, by minute of the last 3 hours, those without TLS, and how long a handshake took.",
    query: `SELECT date_trunc('minute', from_iso8601_timestamp(time)) AS minute, count(*) AS connections,
  count_if(tls_handshake_time_ms IS NULL) AS failed, approx_percentile(tls_handshake_time_ms, 0.95) AS handshake_p95
FROM nlb_connections
WHERE ${RECENT}
GROUP BY date_trunc('minute', from_iso8601_timestamp(time))
ORDER BY minute`,
  },
  {
    name: "longest-connections",
    description: "The longest connections that ended in the last 3 hours.",
    query: `SELECT time, tcp_connection_time_ms, client_ip, target_ip, listener_id, received_bytes, sent_bytes, tls_protocol_version
FROM nlb_connections
WHERE ${RECENT}
ORDER BY tcp_connection_time_ms DESC NULLS LAST
LIMIT 100`,
  },
];
