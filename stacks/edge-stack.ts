import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { NetworkService, Platform } from "../config/model";
import { Cdn } from "../constructs/edge/cdn";
import { type DistributionPlan, cdnPlan } from "../constructs/edge/cdn-plan";
import { EDGE_REGION } from "../constructs/edge/edge-region";
import { LatencyRecords, type LatencyTarget } from "../constructs/edge/latency-records";
import { OriginName, type RegionalOrigin } from "../constructs/edge/origin-name";
import type { FollowedAlarm } from "../constructs/edge/regional-health-check";
import { SiteBucketPolicy } from "../constructs/edge/site-bucket-policy";
import type { FoundationStack } from "./foundation-stack";
import { prepareStack, regionScope, spanRegions } from "./prepare-stack";

/** What the edge needs of a region: its load balancers, and the alarm that says that its origin is down. */
export interface RegionalEntry {
  readonly loadBalancer?: LatencyTarget["loadBalancer"];
  readonly networkLoadBalancer?: LatencyTarget["loadBalancer"];
  readonly originAlarm?: FollowedAlarm;
}

export interface EdgeStackProps {
  readonly platform: Platform;
  readonly foundation: Pick<FoundationStack, "hostedZone" | "viewerCertificate" | "originToken" | "siteBuckets">;
  /** By region. */
  readonly services: ReadonlyMap<string, RegionalEntry>;
}

/**
 * All that stands between the internet and the regions: CDN, firewall, and the public names with their health checks. It lives in
 * us-east-1, wherever the platform does.
 */
export class EdgeStack extends TerraformStack {
  private readonly originName: string;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: EdgeStackProps,
  ) {
    super(scope, id);
    const { platform } = props;
    prepareStack(this, platform, EDGE_REGION);
    spanRegions(this, platform);
    this.originName = `origin.${platform.domainName}`;
    const [main, ...others] = cdnPlan(platform);
    if (main) this.makeCdn([main, ...others]);
    this.nameOrigin();
    for (const service of platform.services) if (service.kind === "network") this.nameService(service);
  }

  private makeCdn(plans: readonly [DistributionPlan, ...DistributionPlan[]]): void {
    const { platform, foundation } = this.props;
    const { site } = platform;
    const cdn = new Cdn(this, "Cdn", {
      plans,
      settings: platform.cdn,
      zone: foundation.hostedZone,
      certificate: foundation.viewerCertificate,
      api: { domainName: this.originName, token: foundation.originToken },
      ...(site && foundation.siteBuckets && { site: { settings: site, ...foundation.siteBuckets } }),
    });
    this.openSiteBuckets(cdn.main.arn);
    this.tellOf(plans, cdn.main.domainName);
  }

  /** Each policy is made in its bucket's region. */
  private openSiteBuckets(distributionArn: string): void {
    const { platform, foundation } = this.props;
    const { site } = platform;
    if (!site || !foundation.siteBuckets) return;
    const { primary, failover } = foundation.siteBuckets;
    new SiteBucketPolicy(regionScope(this, platform, platform.primaryRegion), "SitePolicy", { bucket: primary, distributionArn });
    new SiteBucketPolicy(regionScope(this, platform, site.failoverRegion), "SiteCopyPolicy", { bucket: failover, distributionArn });
  }

  private nameOrigin(): void {
    const origins = new Map<string, RegionalOrigin>();
    for (const [region, { loadBalancer, originAlarm }] of this.props.services)
      if (loadBalancer) origins.set(region, { loadBalancer, alarm: originAlarm });
    if (origins.size > 0) new OriginName(this, "Origin", { zone: this.props.foundation.hostedZone, name: this.originName, origins });
  }

  /**
   * All network services of a region share its NLB, whose health Route 53 reads: a region without a healthy task leaves the names. An
   * empty target group counts as unhealthy, so where a service may scale to nothing the NLB's health decides nothing.
   */
  private nameService(service: NetworkService): void {
    const { platform, foundation, services } = this.props;
    const alwaysOn = platform.services.every((other) => other.kind === "http" || other.scale.min > 0);
    const targets = new Map<string, LatencyTarget>();
    for (const [region, { networkLoadBalancer }] of services)
      if (networkLoadBalancer) targets.set(region, { loadBalancer: networkLoadBalancer, health: { kind: alwaysOn ? "target" : "none" } });
    const name = `${service.name}.${platform.domainName}`;
    new LatencyRecords(this, `Service-${service.name}`, { zone: foundation.hostedZone, name, targets });
    new TerraformOutput(this, `${service.name.replaceAll("-", "_")}_address`, {
      value: `${name}:${service.listener.port}`,
      description: `Where clients reach "${service.name}", over ${service.listener.protocol.toUpperCase()}`,
    });
  }

  private tellOf(plans: readonly DistributionPlan[], cdnDomainName: string): void {
    const url = `https://${this.props.platform.domainName}`;
    const paths = plans.flatMap(({ serves }) => (serves.kind === "site-and-api" ? serves.paths : []));
    const api = plans.find(({ serves }) => serves.kind === "api");
    const [host] = Object.values(api?.names ?? {});
    if (this.props.platform.site) new TerraformOutput(this, "site_url", { value: url, description: "The site" });
    if (paths.length > 0) new TerraformOutput(this, "api_url", { value: url, description: `The services, on ${paths.join(", ")}` });
    else if (host) new TerraformOutput(this, "api_url", { value: `https://${host}`, description: "The services" });
    new TerraformOutput(this, "cdn_domain_name", { value: cdnDomainName, description: "CloudFront's own name of the distribution" });
  }
}
