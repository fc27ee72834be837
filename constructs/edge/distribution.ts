import { CloudfrontDistribution } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { CloudfrontMonitoringSubscription } from "@cdktf/provider-aws/lib/cloudfront-monitoring-subscription";
import { Construct } from "constructs";
import { placementOf } from "../core/placement";
import { acceptFindings } from "../core/accepted-findings";
import { type SiteBehavior, UNCACHED_ERRORS, apiBehavior, siteBehavior } from "./distribution-behaviors";
import { type ApiOrigin, type SiteOrigin, apiOrigins, siteOriginGroup, siteOrigins } from "./distribution-origins";

/** The contents of a distribution. */
export type DistributionContents =
  /** Only the services, on every path. */
  | { readonly kind: "api"; readonly api: ApiOrigin }
  | { readonly kind: "site"; readonly site: SiteOrigin & SiteBehavior }
  /** The site, and the services on their paths. */
  | {
      readonly kind: "site-and-api";
      readonly site: SiteOrigin & SiteBehavior;
      readonly api: ApiOrigin & { readonly paths: readonly string[] };
    };

export interface DistributionProps {
  /** Description for a person. */
  readonly comment: string;
  /** Host names of the distribution. Each must be in the certificate, and in no other CloudFront distribution worldwide. */
  readonly aliases: readonly string[];
  /** A validated certificate in us-east-1. */
  readonly certificateArn: string;
  /** A web ACL in us-east-1. */
  readonly webAclArn: string;
  readonly priceClass: "PriceClass_100" | "PriceClass_200" | "PriceClass_All";
  readonly contents: DistributionContents;
  /** Whether CloudFront's additional metrics are enabled: origin latency, cache hit rate and errors by status. @default true */
  readonly additionalMetrics?: boolean;
}

/**
 * A CloudFront distribution for a static site, for services, or for both: HTTP/2 and HTTP/3, IPv6, TLS 1.2 or later.
 *
 * Errors of a service are passed through unchanged: there is no error page, and the function for single-page apps is attached only to the
 * site's behavior.
 *
 * Cost drivers: GB and requests served, by the viewer's location; 2.40 USD a month for the additional metrics (8, at 0.30 USD).
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/viewing-cloudfront-metrics.html#monitoring-console.distributions-additional
 */
export class Distribution extends Construct {
  /** For metrics and logs. */
  public readonly distributionId: string;
  /** Whether the additional metrics are enabled. Alarms on them would never fire without them. */
  public readonly additionalMetrics: boolean;
  public readonly arn: string;
  public readonly domainName: string;
  public readonly hostedZoneId: string;

  public constructor(scope: Construct, id: string, props: DistributionProps) {
    super(scope, id);
    const distribution = new CloudfrontDistribution(this, "Resource", {
      enabled: true,
      comment: `${placementOf(this).environment}: ${props.comment}`,
      aliases: [...props.aliases],
      httpVersion: "http2and3",
      isIpv6Enabled: true,
      priceClass: props.priceClass,
      webAclId: props.webAclArn,
      viewerCertificate: { acmCertificateArn: props.certificateArn, sslSupportMethod: "sni-only", minimumProtocolVersion: "TLSv1.2_2021" },
      restrictions: { geoRestriction: { restrictionType: "none" } },
      customErrorResponse: UNCACHED_ERRORS,
      ...serve(props.contents),
      // When an apply ends, every edge location has the new settings. It takes some minutes on AWS, but later steps (smoke tests, a release
      // of the site) would otherwise get the old behavior in some locations.
      waitForDeployment: true,
      retainOnDelete: false,
    });
    const onlyServices = props.contents.kind === "api";
    acceptFindings(distribution, {
      CKV2_AWS_32: onlyServices && "It serves only services, which set their own response headers.",
      CKV_AWS_305: onlyServices && "It serves only services, which also serve the root path.",
      CKV_AWS_310: onlyServices && "Services fail over by DNS, for all methods: an origin group retries only GET, HEAD and OPTIONS.",
      CKV_AWS_86: "It uses CloudFront's standard logging v2, through a delivery source (access-logs.ts), which this check does not detect.",
      CKV_AWS_374: "The service is available worldwide.",
      CKV2_AWS_47: "It also requires the anonymous IP list, which blocks VPNs and hosting providers; the Log4j rules are in the firewall.",
    });
    this.additionalMetrics = props.additionalMetrics ?? true;
    if (this.additionalMetrics) this.enableAdditionalMetrics(distribution.id);
    this.distributionId = distribution.id;
    this.arn = distribution.arn;
    this.domainName = distribution.domainName;
    this.hostedZoneId = distribution.hostedZoneId;
  }

  private enableAdditionalMetrics(distributionId: string): void {
    new CloudfrontMonitoringSubscription(this, "AdditionalMetrics", {
      distributionId,
      monitoringSubscription: { realtimeMetricsSubscriptionConfig: { realtimeMetricsSubscriptionStatus: "Enabled" } },
    });
  }
}

function serve(contents: DistributionContents) {
  if (contents.kind === "api")
    return { origin: apiOrigins(contents.api), defaultCacheBehavior: apiBehavior(contents.api, "redirect-to-https") };
  const site = {
    defaultRootObject: "index.html",
    originGroup: [siteOriginGroup()],
    defaultCacheBehavior: siteBehavior(contents.site),
  };
  if (contents.kind === "site") return { ...site, origin: siteOrigins(contents.site) };
  return {
    ...site,
    origin: [...siteOrigins(contents.site), ...apiOrigins(contents.api)],
    orderedCacheBehavior: contents.api.paths.map((pathPattern) => ({ pathPattern, ...apiBehavior(contents.api, "https-only") })),
  };
}
