/**
 * The fields that CloudFront logs for each request, in CloudFront's order: the fields of standard logging, then the additional fields of
 * real-time logs. `cs(Cookie)` is excluded: anyone with access to the logs could impersonate a signed-in user.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html#BasicDistributionFileFormat
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html#standard-logging-real-time-log-selection
 */
export const CDN_LOG_FIELDS: readonly string[] = [
  "date",
  "time",
  "x-edge-location",
  "sc-bytes",
  "c-ip",
  "cs-method",
  "cs(Host)",
  "cs-uri-stem",
  "sc-status",
  "cs(Referer)",
  "cs(User-Agent)",
  "cs-uri-query",
  "x-edge-result-type",
  "x-edge-request-id",
  "x-host-header",
  "cs-protocol",
  "cs-bytes",
  "time-taken",
  "x-forwarded-for",
  "ssl-protocol",
  "ssl-cipher",
  "x-edge-response-result-type",
  "cs-protocol-version",
  "fle-status",
  "fle-encrypted-fields",
  "c-port",
  "time-to-first-byte",
  "x-edge-detailed-result-type",
  "sc-content-type",
  "sc-content-len",
  "sc-range-start",
  "sc-range-end",
  "timestamp(ms)",
  "origin-fbl",
  "origin-lbl",
  "asn",
  "c-country",
  "cache-behavior-path-pattern",
];

/**
 * Path of the log files in their bucket: by distribution and hour, so that a query for one hour reads only that hour.
 *
 * Without a prefix, CloudFront adds `AWSLogs/<account>/CloudFront/` before the suffix when a delivery is created, and omits it when the
 * delivery is changed (provider-aws#46328). With an explicit prefix, the path is always the one written here.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html#bucket-path-examples
 */
export const CDN_LOG_PATH = { prefix: "cdn", suffix: "{DistributionId}/{yyyy}/{MM}/{dd}/{HH}" } as const;
