import { CloudfrontDistribution } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { CloudfrontMonitoringSubscription } from "@cdktf/provider-aws/lib/cloudfront-monitoring-subscription";
import { Construct } from "constructs";
import { placementOf } from "../core/placement";
import { acceptFindings } from "../core/accepted-findings";
import { type SiteBehaviour, UNCACHED_ERRORS, apiBehaviour, siteBehaviour } from "./distribution-behaviors";
import { type ApiOrigin, type SiteOrigin, apiOrigin, siteOriginGroup, siteOrigins } from "./distribution-origins";

/** What a distribution serves. */
export type DistributionContents =
  /** The services alone, on every path. */
  | { readonly kind: "api"; readonly api: ApiOrigin }
  | { readonly kind: "site"; readonly site: SiteOrigin & SiteBehaviour }
  /** The site, and the services on their paths. */
  | {
      readonly kind: "site-and-api";
      readonly site: SiteOrigin & SiteBehaviour;
      readonly api: ApiOrigin & { readonly paths: readonly string[] };
    };

export interface DistributionProps {
  /** What it is, for people. */
  readonly comment: string;
  /** Host names that it answers to. Each must be in the certificate, and in no other distribution of the world. */
  readonly aliases: readonly string[];
  /** Of a certificate in us-east-1 that has been validated. */
  readonly certificateArn: string;
  /** Of a web ACL in us-east-1. */
  readonly webAclArn: string;
  readonly priceClass: "PriceClass_100" | "PriceClass_200" | "PriceClass_All";
  readonly contents: DistributionContents;
}

/**
 * A CloudFront distribution for a static site, for services, or for both: HTTP/2 and 3, IPv6, TLS 1.2 and up.
 *
 * It answers an error of a service as the service gave it: no error page stands in for it, and the function that knows single-page apps
 * is on the site's behaviour alone.
 *
 * Its additional metrics are always on: without them CloudFront says nothing of the origins' latency, of its cache, nor of errors by status,
 * and what watches it would be silent for ever.
 *
 * Cost drivers: GB and requests served, by the place of the viewer; 2.40 USD a month for the additional metrics (8, at 0.30 USD).
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/viewing-cloudfront-metrics.html#monitoring-console.distributions-additional
 */
export class Distribution extends Construct {
  /** For metrics and logs. */
  public readonly distributionId: string;
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
      // An apply that has ended serves what it says, everywhere: some minutes on AWS, but what follows it (checks, a release of the site)
      // would else meet the old behaviours here and there.
      waitForDeployment: true,
      retainOnDelete: false,
    });
    const bare = props.contents.kind === "api";
    acceptFindings(distribution, {
      CKV2_AWS_32: bare && "Services alone are behind it: which headers they answer with is theirs to say.",
      CKV_AWS_305: bare && "Services alone are behind it: they answer for the root too.",
      CKV_AWS_310: bare && "Services fail over by DNS, with all methods: an origin group retries GET, HEAD and OPTIONS alone.",
      CKV_AWS_86: "It is logged in CloudFront's newer way, as a delivery source (access-logs.ts), which this check does not know.",
      CKV_AWS_374: "The service is for people everywhere.",
      CKV2_AWS_47:
        "It wants anonymous addresses shut out too, VPNs and all hosting; the rules against Log4j's lookups are in the firewall.",
    });
    this.watchClosely(distribution.id);
    this.distributionId = distribution.id;
    this.arn = distribution.arn;
    this.domainName = distribution.domainName;
    this.hostedZoneId = distribution.hostedZoneId;
  }

  private watchClosely(distributionId: string): void {
    new CloudfrontMonitoringSubscription(this, "AdditionalMetrics", {
      distributionId,
      monitoringSubscription: { realtimeMetricsSubscriptionConfig: { realtimeMetricsSubscriptionStatus: "Enabled" } },
    });
  }
}

function serve(contents: DistributionContents) {
  if (contents.kind === "api") return { origin: [apiOrigin(contents.api)], defaultCacheBehavior: apiBehaviour("redirect-to-https") };
  const site = {
    defaultRootObject: "index.html",
    originGroup: [siteOriginGroup()],
    defaultCacheBehavior: siteBehaviour(contents.site),
  };
  if (contents.kind === "site") return { ...site, origin: siteOrigins(contents.site) };
  return {
    ...site,
    origin: [...siteOrigins(contents.site), apiOrigin(contents.api)],
    orderedCacheBehavior: contents.api.paths.map((pathPattern) => ({ pathPattern, ...apiBehaviour("https-only") })),
  };
}
