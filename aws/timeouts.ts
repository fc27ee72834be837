import type { Duration } from "../language/units";

/**
 * How long CloudFront waits for an answer of the load balancer before it gives up with 504: the shortest of all timeouts on the way of a
 * request (the load balancer itself waits for 60 seconds).
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html#DownloadDistValuesOriginResponseTimeout
 */
export const ANSWER_TIMEOUT: Duration = "30 seconds";
