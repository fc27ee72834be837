import { TerraformOutput } from "cdktf";
import { ADDITIONAL_METRICS } from "../constructs/edge/watch/cdn";
import { existsAt } from "../constructs/watching/level";
import type { Construct } from "constructs";
import type { NetworkService } from "../constructs/compute/model";
import type { Platform } from "../config/model";
import { Stack } from "../constructs/core/stack";
import { scalesToZero } from "../constructs/compute/origin-alarm";
import { find } from "../constructs/compute/uses";
import { originIdOf, originNameOf, originRules } from "../constructs/edge/origin-rules";
import { numbered } from "../constructs/load-balancing/numbered";
import { balancerNumbers } from "../constructs/load-balancing/placement/model";
import { httpServices, networkServices } from "../constructs/compute/balancers";
import { Cdn, type CdnProps } from "../constructs/edge/cdn";
import { type DistributionPlan, cdnPlan } from "../constructs/edge/cdn-plan";
import { EDGE_REGION } from "../constructs/edge/edge-region";
import type { LatencyTarget } from "../constructs/edge/latency-records";
import { edgeLogDelivery } from "./log-delivery";
import { leadsToDatabase } from "./relational";
import { PublicName, type RegionalTarget } from "../constructs/edge/public-name";
import type { FollowedAlarm } from "../constructs/alarms/regional-health-check";
import { SiteBucketPolicy } from "../constructs/edge/site-bucket-policy";
import type { FoundationStack } from "./foundation-stack";
import { frontsOf } from "./front";
import { prepareSpanningStack, regionScope } from "./prepare-stack";

/** The load balancers of a region, and the alarms that fire when no target behind them is healthy. */
export interface RegionalEntry {
  /** ALBs and NLBs by number. */
  readonly loadBalancers: ReadonlyMap<number, LatencyTarget["loadBalancer"]>;
  readonly networkLoadBalancers: ReadonlyMap<number, LatencyTarget["loadBalancer"]>;
  /** Origin alarms of the region's HTTP services, by the number of the ALB. */
  readonly originAlarms: ReadonlyMap<number, FollowedAlarm>;
  /** Origin alarm of each network service, by name. */
  readonly serviceAlarms: ReadonlyMap<string, FollowedAlarm>;
}

export interface EdgeStackProps {
  readonly platform: Platform;
  readonly foundation: Pick<FoundationStack, "hostedZone" | "viewerCertificate" | "originToken" | "siteBuckets">;
  /** By region, without regions that are being decommissioned: this stack has no references to them. */
  readonly services: ReadonlyMap<string, RegionalEntry>;
}

/**
 * The edge: CDN, firewall (WAF), and the public DNS names with their health checks. It is always in us-east-1, which CloudFront and the
 * metrics of Route 53 require.
 */
export class EdgeStack extends Stack {
  /** Defined if the platform has a site or an HTTP service. */
  public readonly cdn?: Cdn;
  private readonly names = new Map<string, PublicName>();

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: EdgeStackProps,
  ) {
    super(scope, id);
    const { platform } = props;
    prepareSpanningStack(this, platform, EDGE_REGION);
    const [main, ...others] = cdnPlan(platform);
    if (main) this.cdn = this.makeCdn([main, ...others]);
    this.nameOrigins();
    for (const service of networkServices(platform.services)) this.nameService(service);
  }

  /** Public DNS names of the regions' endpoints, by role: `origin`, `origin-2`, …, or the name of a network service. */
  public get publicNames(): ReadonlyMap<string, PublicName> {
    return this.names;
  }

  private makeCdn(plans: readonly [DistributionPlan, ...DistributionPlan[]]): Cdn {
    const { platform, foundation, services } = this.props;
    const { site } = platform;
    const cdn = new Cdn(this, "Cdn", {
      plans,
      settings: platform.cdn,
      relational: leadsToDatabase(platform),
      additionalMetrics: existsAt(platform.observability.level, ADDITIONAL_METRICS),
      zone: foundation.hostedZone,
      certificate: foundation.viewerCertificate,
      ...this.origins(),
      ...(!services.has(EDGE_REGION) && { logDelivery: edgeLogDelivery(this, platform).dependable }),
      ...(site && foundation.siteBuckets && { site: { settings: site, ...foundation.siteBuckets } }),
    });
    this.openSiteBuckets(cdn.main.arn);
    this.tellOf(plans, cdn.main.domainName);
    return cdn;
  }

  /** The load balancers as origins; the first one serves requests that match no rule. */
  private origins(): Pick<CdnProps, "api" | "origins"> {
    const { platform, foundation } = this.props;
    const services = httpServices(platform.services);
    const [first = 1, ...others] = balancerNumbers(services);
    const origin = (number: number) => ({ originId: originIdOf(number), domainName: originNameOf(number, platform.domainName) });
    return {
      api: { ...origin(first), token: foundation.originToken },
      ...(others.length > 0 && { origins: { more: others.map(origin), rules: originRules(services) } }),
    };
  }

  /** Each bucket policy is created in the region of its bucket. */
  private openSiteBuckets(distributionArn: string): void {
    const { platform, foundation } = this.props;
    const { site } = platform;
    if (!site || !foundation.siteBuckets) return;
    const { primary, failover } = foundation.siteBuckets;
    new SiteBucketPolicy(regionScope(this, platform, platform.homeRegion), "SitePolicy", { bucket: primary, distributionArn });
    new SiteBucketPolicy(regionScope(this, platform, site.failoverRegion), "SiteCopyPolicy", { bucket: failover, distributionArn });
  }

  /** The HTTP services of an ALB share the DNS name of the CDN's origin. The front service represents their health. */
  private nameOrigins(): void {
    const { platform, foundation } = this.props;
    for (const [number, front] of frontsOf(platform)) {
      const role = numbered("origin", number);
      const origin = new PublicName(this, numbered("Origin", number), {
        zone: foundation.hostedZone,
        name: originNameOf(number, platform.domainName),
        role,
        targets: this.targetsOf(({ loadBalancers, originAlarms }) => {
          const [loadBalancer, alarm] = [loadBalancers.get(number), originAlarms.get(number)];
          return loadBalancer && alarm && { loadBalancer, alarm };
        }),
        scalesToZero: scalesToZero(front.service),
      });
      this.names.set(role, origin);
    }
  }

  private nameService(service: NetworkService): void {
    const { platform, foundation } = this.props;
    const name = `${service.name}.${platform.domainName}`;
    const made = new PublicName(this, `Service-${service.name}`, {
      zone: foundation.hostedZone,
      name,
      role: service.name,
      targets: this.targetsOf(({ networkLoadBalancers, serviceAlarms }) => {
        const loadBalancer = networkLoadBalancers.get(service.placement.loadBalancer);
        return loadBalancer && { loadBalancer, alarm: find(serviceAlarms, "alarm", service.name) };
      }),
      scalesToZero: scalesToZero(service),
    });
    this.names.set(service.name, made);
    new TerraformOutput(this, `${service.name.replaceAll("-", "_")}_address`, {
      value: `${name}:${service.listener.port}`,
      description: `Endpoint of service "${service.name}", ${service.listener.protocol.toUpperCase()}`,
    });
  }

  /** The endpoint of a name in each region that has the load balancer for it. */
  private targetsOf(target: (entry: RegionalEntry) => Omit<RegionalTarget, "evacuated"> | undefined): ReadonlyMap<string, RegionalTarget> {
    const out = new Set(this.props.platform.regions.filter(({ evacuated }) => evacuated).map(({ name }) => name));
    const targets = new Map<string, RegionalTarget>();
    for (const [region, entry] of this.props.services) {
      const found = target(entry);
      if (found) targets.set(region, { ...found, evacuated: out.has(region) });
    }
    return targets;
  }

  private tellOf(plans: readonly DistributionPlan[], cdnDomainName: string): void {
    const url = `https://${this.props.platform.domainName}`;
    const paths = plans.flatMap(({ serves }) => (serves.kind === "site-and-api" ? serves.paths : []));
    const api = plans.find(({ serves }) => serves.kind === "api");
    const [host] = Object.values(api?.names ?? {});
    if (this.props.platform.site) new TerraformOutput(this, "site_url", { value: url, description: "The site" });
    if (paths.length > 0) new TerraformOutput(this, "api_url", { value: url, description: `The services, on ${paths.join(", ")}` });
    else if (host) new TerraformOutput(this, "api_url", { value: `https://${host}`, description: "The services" });
    new TerraformOutput(this, "cdn_domain_name", { value: cdnDomainName, description: "Domain name of the CloudFront distribution" });
  }
}
