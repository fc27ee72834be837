import type { CloudfrontDistributionDefaultCacheBehavior } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { API_ORIGIN, type ApiOrigin, SITE_ORIGIN } from "./distribution-origins";
import { MANAGED_POLICIES } from "./managed-policies";

/** A default or ordered cache behavior of CloudFront. */
export type Behavior = CloudfrontDistributionDefaultCacheBehavior;

/** The attributes of `SiteDelivery` that the site's behavior uses. */
export interface SiteBehavior {
  readonly cachePolicyId: string;
  readonly headersPolicyId: string;
  readonly functionArn: string;
}

const READ_METHODS = ["GET", "HEAD", "OPTIONS"];
const ALL_METHODS = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

/** The site is read-only, because an origin group supports no other methods. */
export function siteBehavior(site: SiteBehavior): Behavior {
  return {
    targetOriginId: SITE_ORIGIN,
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: READ_METHODS,
    cachedMethods: ["GET", "HEAD"],
    compress: true,
    cachePolicyId: site.cachePolicyId,
    responseHeadersPolicyId: site.headersPolicyId,
    functionAssociation: [{ eventType: "viewer-request", functionArn: site.functionArn }],
  };
}

/**
 * The API: not cached, and the whole viewer request is forwarded, including the Host header; without an origin request policy, CloudFront
 * drops Authorization. Compression is off: CloudFront compresses only with caching, and the viewer's Accept-Encoding reaches the service.
 *
 * @param plainHttp an API path rejects plain HTTP, because a redirect would let clients send their credentials unencrypted first. A
 * distribution with only services redirects, because people type its addresses.
 */
export function apiBehavior({ originId = API_ORIGIN, more }: ApiOrigin, plainHttp: "https-only" | "redirect-to-https"): Behavior {
  return {
    targetOriginId: originId,
    viewerProtocolPolicy: plainHttp,
    allowedMethods: ALL_METHODS,
    cachedMethods: ["GET", "HEAD"],
    compress: false,
    cachePolicyId: MANAGED_POLICIES.cache.cachingDisabled,
    originRequestPolicyId: MANAGED_POLICIES.originRequest.allViewer,
    responseHeadersPolicyId: MANAGED_POLICIES.responseHeaders.securityHeaders,
    ...(more && { functionAssociation: [{ eventType: "viewer-request", functionArn: more.functionArn }] }),
  };
}

/**
 * CloudFront caches these statuses for ten seconds even if caching is disabled, so that all viewers would get one viewer's 404 or one
 * overload error. These entries set the TTL to zero. They have no error page and no other status code, so errors are passed through
 * unchanged.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html
 */
export const UNCACHED_ERRORS = [404, 414, 500, 501, 502, 503, 504].map((errorCode) => ({ errorCode, errorCachingMinTtl: 0 }));
