import type { CloudfrontDistributionDefaultCacheBehavior } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { API_ORIGIN, SITE_ORIGIN } from "./distribution-origins";
import { MANAGED_POLICIES } from "./managed-policies";

/** What a behaviour of CloudFront is, wherever it stands. */
export type Behaviour = CloudfrontDistributionDefaultCacheBehavior;

/** What the site's behaviour needs from its `SiteDelivery`. */
export interface SiteBehaviour {
  readonly cachePolicyId: string;
  readonly headersPolicyId: string;
  readonly functionArn: string;
}

const READING = ["GET", "HEAD", "OPTIONS"];
const EVERYTHING = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

/** Site: read only, since an origin group takes no other methods. */
export function siteBehaviour(site: SiteBehaviour): Behaviour {
  return {
    targetOriginId: SITE_ORIGIN,
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: READING,
    cachedMethods: ["GET", "HEAD"],
    compress: true,
    cachePolicyId: site.cachePolicyId,
    responseHeadersPolicyId: site.headersPolicyId,
    functionAssociation: [{ eventType: "viewer-request", functionArn: site.functionArn }],
  };
}

/**
 * API: nothing is cached, and all that the viewer sent goes on, the Host too; without an origin request policy Authorization would be
 * dropped. No compression here: CloudFront does none without caching, and the viewer's Accept-Encoding reaches the service.
 *
 * @param plainHttp a path of an API refuses plain HTTP, since a redirect would teach clients to send their credentials in clear first;
 *   where the services answer everything, people type addresses.
 */
export function apiBehaviour(plainHttp: "https-only" | "redirect-to-https"): Behaviour {
  return {
    targetOriginId: API_ORIGIN,
    viewerProtocolPolicy: plainHttp,
    allowedMethods: EVERYTHING,
    cachedMethods: ["GET", "HEAD"],
    compress: false,
    cachePolicyId: MANAGED_POLICIES.cache.cachingDisabled,
    originRequestPolicyId: MANAGED_POLICIES.originRequest.allViewer,
    responseHeadersPolicyId: MANAGED_POLICIES.responseHeaders.securityHeaders,
  };
}

/**
 * Statuses that CloudFront keeps for ten seconds even where caching is disabled, so that one viewer's 404 or one overloaded moment would
 * be everybody's. These entries keep them for no time at all; they have no page and no other code, so an error stays what it is.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html
 */
export const UNCACHED_ERRORS = [404, 414, 500, 501, 502, 503, 504].map((errorCode) => ({ errorCode, errorCachingMinTtl: 0 }));
