import { CloudfrontCachePolicy } from "@cdktf/provider-aws/lib/cloudfront-cache-policy";
import { CloudfrontFunction } from "@cdktf/provider-aws/lib/cloudfront-function";
import { CloudfrontOriginAccessControl } from "@cdktf/provider-aws/lib/cloudfront-origin-access-control";
import { CloudfrontResponseHeadersPolicy } from "@cdktf/provider-aws/lib/cloudfront-response-headers-policy";
import { Construct } from "constructs";
import { seconds } from "../../language/units";
import { nameIn } from "../core/placement";
import { acceptFindings } from "../core/accepted-findings";
import { siteFunction } from "./site-function";

/**
 * CloudFront rejects the deletion of a resource that a distribution uses. So when a platform removes its site, the old resource is deleted
 * after the distribution has changed, not before (provider-aws#34719, #37229).
 */
const AFTER_USE = { createBeforeDestroy: true };

export interface SiteDeliveryProps {
  readonly domainName: string;
  readonly singlePageApp: boolean;
  readonly contentSecurityPolicy: string;
}

/**
 * Settings with which the CDN serves a static site: signed requests to its buckets, cache times, response headers, and the function that
 * maps paths to files. Their names are stable.
 *
 * Cost drivers: 0.10 USD per million invocations of the function.
 */
export class SiteDelivery extends Construct {
  public readonly accessControlId: string;
  public readonly cachePolicyId: string;
  public readonly headersPolicyId: string;
  public readonly functionArn: string;

  public constructor(scope: Construct, id: string, props: SiteDeliveryProps) {
    super(scope, id);
    const name = nameIn(this, "cloudFront", "site");
    this.accessControlId = new CloudfrontOriginAccessControl(this, "AccessControl", {
      name,
      description: "Signs the requests to the buckets",
      originAccessControlOriginType: "s3",
      signingBehavior: "always",
      signingProtocol: "sigv4",
      lifecycle: AFTER_USE,
    }).id;
    this.cachePolicyId = this.cachePolicy(name).id;
    const headers = this.headersPolicy(name, props.contentSecurityPolicy);
    acceptFindings(headers, {
      CKV_AWS_259: "HSTS lasts a year and excludes subdomains: the zone can contain other hosts that use HTTP.",
    });
    this.headersPolicyId = headers.id;
    this.functionArn = new CloudfrontFunction(this, "Function", {
      name,
      comment: "Sends www to the bare domain, turns paths into files",
      runtime: "cloudfront-js-2.0",
      publish: true,
      code: siteFunction(props),
      lifecycle: AFTER_USE,
    }).arn;
  }

  /** A file without a Cache-Control header is cached for one minute, so that a plain upload is visible soon. Hashed files set a year. */
  private cachePolicy(name: string): CloudfrontCachePolicy {
    return new CloudfrontCachePolicy(this, "CachePolicy", {
      name,
      comment: "Files as long as they say, else a minute",
      minTtl: 0,
      defaultTtl: seconds("1 minute"),
      maxTtl: seconds("365 days"),
      parametersInCacheKeyAndForwardedToOrigin: {
        enableAcceptEncodingBrotli: true,
        enableAcceptEncodingGzip: true,
        cookiesConfig: { cookieBehavior: "none" },
        headersConfig: { headerBehavior: "none" },
        queryStringsConfig: { queryStringBehavior: "none" },
      },
      lifecycle: AFTER_USE,
    });
  }

  /** HSTS excludes subdomains: an existing zone can contain hosts that Terrace does not manage. */
  private headersPolicy(name: string, contentSecurityPolicy: string): CloudfrontResponseHeadersPolicy {
    return new CloudfrontResponseHeadersPolicy(this, "HeadersPolicy", {
      name,
      comment: "Security headers of the site",
      securityHeadersConfig: {
        contentSecurityPolicy: { contentSecurityPolicy, override: true },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: "DENY", override: true },
        referrerPolicy: { referrerPolicy: "strict-origin-when-cross-origin", override: true },
        strictTransportSecurity: { accessControlMaxAgeSec: seconds("365 days"), includeSubdomains: false, preload: false, override: true },
      },
      lifecycle: AFTER_USE,
    });
  }
}
