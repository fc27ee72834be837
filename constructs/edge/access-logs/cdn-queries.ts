import type { LogQuery } from "../../observability/access-logs/log-query";

/** The last three full hours and the current one. The newest minutes can be missing: files arrive up to an hour late. */
const RECENT = `hour >= date_format(current_timestamp - INTERVAL '3' HOUR, '%Y/%m/%d/%H')`;

/** CloudFront responded itself, without an origin request, so neither a service nor a bucket rejected the request. */
const REJECTED_AT_EDGE = `"sc-status" IN ('403', '429')
  AND coalesce("origin-fbl", '-') IN ('-', '')`;

/** Athena queries on CloudFront's access logs. */
export const CDN_QUERIES: readonly LogQuery[] = [
  {
    name: "errors-by-path",
    description: "5xx of the last 3 hours, by host, path and what CloudFront says of the reason.",
    query: `SELECT "sc-status", "x-edge-detailed-result-type", "cs(host)", "cs-method", "cs-uri-stem", count(*) AS requests
FROM cdn_requests
WHERE ${RECENT}
  AND "sc-status" LIKE '5%'
GROUP BY "sc-status", "x-edge-detailed-result-type", "cs(host)", "cs-method", "cs-uri-stem"
ORDER BY requests DESC
LIMIT 100`,
  },
  {
    name: "slowest-paths",
    description: "Paths of the last 3 hours by the p95 of the time to the first byte, in seconds, and how long the origin took of it.",
    query: `SELECT "cs(host)", "cs-uri-stem", count(*) AS requests,
  approx_percentile(TRY_CAST("time-to-first-byte" AS DOUBLE), 0.95) AS p95,
  approx_percentile(TRY_CAST("origin-fbl" AS DOUBLE), 0.95) AS origin_p95
FROM cdn_requests
WHERE ${RECENT}
GROUP BY "cs(host)", "cs-uri-stem"
ORDER BY p95 DESC NULLS LAST
LIMIT 100`,
  },
  {
    name: "top-clients",
    description: "Who asked most in the last 3 hours, by address and user agent, and with how many errors.",
    query: `SELECT "c-ip", asn, "c-country", "cs(user-agent)", count(*) AS requests,
  count_if("sc-status" LIKE '4%') AS refused, count_if("sc-status" LIKE '5%') AS failed
FROM cdn_requests
WHERE ${RECENT}
GROUP BY "c-ip", asn, "c-country", "cs(user-agent)"
ORDER BY requests DESC
LIMIT 100`,
  },
  {
    name: "by-country",
    description: "Requests, errors and the p95 of the time to the first byte, in seconds, for each country in the last 3 hours.",
    query: `SELECT "c-country", count(*) AS requests, count_if("sc-status" LIKE '4%') AS refused, count_if("sc-status" LIKE '5%') AS failed,
  approx_percentile(TRY_CAST("time-to-first-byte" AS DOUBLE), 0.95) AS p95
FROM cdn_requests
WHERE ${RECENT}
GROUP BY "c-country"
ORDER BY requests DESC
LIMIT 250`,
  },
  {
    name: "by-edge",
    description: "The same for each edge location: one that fails alone is AWS's.",
    query: `SELECT "x-edge-location", count(*) AS requests, count_if("sc-status" LIKE '5%') AS failed,
  approx_percentile(TRY_CAST("time-to-first-byte" AS DOUBLE), 0.95) AS p95
FROM cdn_requests
WHERE ${RECENT}
GROUP BY "x-edge-location"
ORDER BY requests DESC
LIMIT 500`,
  },
  {
    name: "refused-at-the-edge",
    description:
      "403 and 429 of the last 3 hours that came from no origin: the firewall, as a rule. Which of its rules it was stands in the firewall's own log.",
    query: `SELECT "sc-status", "x-edge-detailed-result-type", "cs(host)", "cs-uri-stem", "c-ip", "c-country", "cs(user-agent)",
  count(*) AS requests
FROM cdn_requests
WHERE ${RECENT}
  AND ${REJECTED_AT_EDGE}
GROUP BY "sc-status", "x-edge-detailed-result-type", "cs(host)", "cs-uri-stem", "c-ip", "c-country", "cs(user-agent)"
ORDER BY requests DESC
LIMIT 100`,
  },
  {
    name: "error-rate-per-minute",
    description: "Requests and the share of 5xx, in per cent, for each minute of the last 3 hours.",
    query: `SELECT "date", substr("time", 1, 5) AS minute, count(*) AS requests, count_if("sc-status" LIKE '5%') AS failed,
  round(100.0 * count_if("sc-status" LIKE '5%') / count(*), 2) AS percent
FROM cdn_requests
WHERE ${RECENT}
GROUP BY "date", substr("time", 1, 5)
ORDER BY "date", minute`,
  },
  {
    name: "cache-misses",
    description: "What was not in the cache in the last 3 hours, by path.",
    query: `SELECT "cs(host)", "cache-behavior-path-pattern", "cs-uri-stem", count(*) AS requests,
  count_if("x-edge-result-type" IN ('Hit', 'RefreshHit', 'OriginShieldHit')) AS hits, count_if("x-edge-result-type" = 'Miss') AS misses
FROM cdn_requests
WHERE ${RECENT}
GROUP BY "cs(host)", "cache-behavior-path-pattern", "cs-uri-stem"
ORDER BY misses DESC
LIMIT 100`,
  },
];
