/**
 * What CloudFront writes of each request, in its own order: the fields of standard logging, then those of real-time logs that it has too.
 * Not `cs(Cookie)`: whoever may read a log could be anybody who signed in.
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
 * Where the files lie in their bucket: by distribution and hour, so that a question about an hour reads that hour alone.
 *
 * Without a prefix CloudFront would put `AWSLogs/<account>/CloudFront/` before the suffix when a delivery is made, and leave it out when
 * one is changed (provider-aws#46328). With one of ours the path is always what is written here.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html#bucket-path-examples
 */
export const CDN_LOG_PATH = { prefix: "cdn", suffix: "{DistributionId}/{yyyy}/{MM}/{dd}/{HH}" } as const;
