import type { CloudfrontDistributionOrigin, CloudfrontDistributionOriginGroup } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { ANSWER_TIMEOUT } from "../../aws/timeouts";
import { seconds } from "../../language/units";
import { ORIGIN_TOKEN_HEADER } from "../load-balancing/http-target";

/** The load balancers, by the name that answers with the nearest healthy region. */
export interface ApiOrigin {
  /** Each region's load balancer must have a certificate for it, or for the viewer's host, which is forwarded: else 502. */
  readonly domainName: string;
  readonly token: string;
}

/** The site's bucket and its copy. */
export interface SiteOrigin {
  readonly primary: { readonly regionalDomainName: string };
  readonly failover: { readonly regionalDomainName: string };
  readonly accessControlId: string;
}

export const API_ORIGIN = "api";
export const SITE_ORIGIN = "site";
const PRIMARY = "site-primary";
const FAILOVER = "site-failover";

/**
 * What makes CloudFront ask the copy, besides a connection that fails. Not 403 or 404: the first bucket always has the newest files, so
 * a file that it lacks is not there, and the copy would only cost a second request, or bring back what was just deleted.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html
 */
export const FAILOVER_STATUSES: readonly number[] = [500, 502, 503, 504];

/** Three seconds, twice: a dead origin is noticed after six, not after the thirty that CloudFront would take. */
const CONNECTION = { connectionAttempts: 2, connectionTimeout: 3 };

/** An origin over HTTPS alone, with the secret header that its listener rules ask for. */
export function apiOrigin({ domainName, token }: ApiOrigin): CloudfrontDistributionOrigin {
  return {
    originId: API_ORIGIN,
    domainName,
    ...CONNECTION,
    customHeader: [{ name: ORIGIN_TOKEN_HEADER, value: token }],
    customOriginConfig: {
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: "https-only",
      originSslProtocols: ["TLSv1.2"],
      originReadTimeout: seconds(ANSWER_TIMEOUT),
      // Shorter than the load balancer's 60: else CloudFront may write to a connection that is just being closed.
      originKeepaliveTimeout: 55,
    },
  };
}

/** The two buckets, read with signed requests. No Origin Shield: a site's few misses do not pay for it. */
export function siteOrigins(site: SiteOrigin): CloudfrontDistributionOrigin[] {
  const bucket = (originId: string, domainName: string) => ({
    originId,
    domainName,
    ...CONNECTION,
    originAccessControlId: site.accessControlId,
  });
  return [bucket(PRIMARY, site.primary.regionalDomainName), bucket(FAILOVER, site.failover.regionalDomainName)];
}

/** Both buckets as one origin. A behaviour with POST must not use it: CloudFront refuses that. */
export function siteOriginGroup(): CloudfrontDistributionOriginGroup {
  return {
    originId: SITE_ORIGIN,
    failoverCriteria: { statusCodes: [...FAILOVER_STATUSES] },
    member: [{ originId: PRIMARY }, { originId: FAILOVER }],
  };
}
