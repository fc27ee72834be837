import type { Duration } from "../language/units";

/**
 * Time that CloudFront waits for a response of the load balancer before it returns 504: the shortest timeout in the request path (the load
 * balancer waits for 60 seconds).
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html#DownloadDistValuesOriginResponseTimeout
 */
export const ORIGIN_TIMEOUT: Duration = "30 seconds";
