import type { CloudfrontDistributionOrigin, CloudfrontDistributionOriginGroup } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { ORIGIN_TIMEOUT } from "../../aws/timeouts";
import { seconds } from "../../language/units";
import { ORIGIN_TOKEN_HEADER } from "../load-balancing/http-target";

/** The load balancers, behind one latency-routed DNS name. */
export interface ApiOrigin {
  /**
   * Each region's load balancer must have a certificate for this name or for the forwarded viewer host; otherwise CloudFront returns 502.
   */
  readonly domainName: string;
  readonly token: string;
  /** The ID of this origin, which serves requests that the function sends to no other one. @default "api" */
  readonly originId?: string;
  /** Load balancers in addition, and the function that chooses one. @default none */
  readonly more?: { readonly origins: readonly { readonly originId: string; readonly domainName: string }[]; readonly functionArn: string };
}

/** The site's bucket and its failover bucket. */
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
 * Statuses that make CloudFront read the failover bucket, in addition to a failed connection. Not 403 or 404: the primary bucket always has
 * the newest files, so a file that it lacks does not exist. The failover bucket would only cost a second request, or return a file that was
 * just deleted.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html
 */
export const FAILOVER_STATUSES: readonly number[] = [500, 502, 503, 504];

/** Two attempts of three seconds each: a dead origin is detected after six seconds instead of CloudFront's thirty. */
const CONNECTION = { connectionAttempts: 2, connectionTimeout: 3 };

/** HTTPS-only origins, with the secret header that the listener rules require. */
export function apiOrigins({ domainName, token, originId = API_ORIGIN, more }: ApiOrigin): CloudfrontDistributionOrigin[] {
  return [{ originId, domainName }, ...(more?.origins ?? [])].map((origin) => apiOrigin(origin, token));
}

function apiOrigin({ originId, domainName }: { originId: string; domainName: string }, token: string): CloudfrontDistributionOrigin {
  return {
    originId,
    domainName,
    ...CONNECTION,
    customHeader: [{ name: ORIGIN_TOKEN_HEADER, value: token }],
    customOriginConfig: {
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: "https-only",
      originSslProtocols: ["TLSv1.2"],
      originReadTimeout: seconds(ORIGIN_TIMEOUT),
      // Shorter than the load balancer's 60: otherwise CloudFront can send a request on a connection that is being closed.
      originKeepaliveTimeout: 55,
    },
  };
}

/** The two buckets, read with signed requests. Without Origin Shield, which costs more than a site's few cache misses. */
export function siteOrigins(site: SiteOrigin): CloudfrontDistributionOrigin[] {
  const bucket = (originId: string, domainName: string) => ({
    originId,
    domainName,
    ...CONNECTION,
    originAccessControlId: site.accessControlId,
  });
  return [bucket(PRIMARY, site.primary.regionalDomainName), bucket(FAILOVER, site.failover.regionalDomainName)];
}

/** Both buckets as one origin group. CloudFront rejects it for a behavior with POST. */
export function siteOriginGroup(): CloudfrontDistributionOriginGroup {
  return {
    originId: SITE_ORIGIN,
    failoverCriteria: { statusCodes: [...FAILOVER_STATUSES] },
    member: [{ originId: PRIMARY }, { originId: FAILOVER }],
  };
}
