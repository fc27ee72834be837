import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Cdn as CdnSettings, Site } from "./model";
import { EncryptionKey } from "../core/encryption-key";
import { AccessLogs, logDeliveryStatement } from "./access-logs";
import { AliasRecords } from "./alias-records";
import type { DistributionPlan } from "./cdn-plan";
import { Distribution, type DistributionContents, type DistributionProps } from "./distribution";
import type { ApiOrigin, SiteOrigin } from "./distribution-origins";
import { Firewall } from "./firewall";
import type { HostedZone } from "./hosted-zone";
import type { OriginRule } from "./origin-rules";
import { OriginSelection } from "./origin-selection";
import { SiteDelivery } from "./site-delivery";

/** A static site and its buckets. */
export interface CdnSite extends Pick<SiteOrigin, "primary" | "failover"> {
  readonly settings: Pick<Site, "singlePageApp" | "contentSecurityPolicy">;
}

export interface CdnProps {
  /** At least one distribution. */
  readonly plans: readonly [DistributionPlan, ...DistributionPlan[]];
  readonly settings: CdnSettings;
  /** Whether the services use a relational database. */
  readonly relational: boolean;
  /** Whether CloudFront's additional metrics are enabled. @default true */
  readonly additionalMetrics?: boolean;
  readonly zone: Pick<HostedZone, "zoneId" | "name">;
  /** A certificate in us-east-1 for the zone's name and its wildcard. Its validation record must exist. */
  readonly certificate: { readonly arn: string };
  readonly api: Pick<ApiOrigin, "domainName" | "token" | "originId">;
  /** Load balancers in addition to `api`, and the rules that choose one. @default none */
  readonly origins?: { readonly more: NonNullable<ApiOrigin["more"]>["origins"]; readonly rules: readonly OriginRule[] };
  /** Required if a plan serves a site. */
  readonly site?: CdnSite;
  /** The resource policy that allows WAF to write its log. @default an earlier stack has created it */
  readonly logDelivery?: ITerraformDependable;
}

/**
 * The complete CDN of an environment: distributions, WAF, access logs and DNS records. Must be created in us-east-1.
 *
 * Cost drivers: those of its parts. With little traffic, mainly the WAF, at 10 to 12 USD a month.
 */
export class Cdn extends Construct {
  /** The distribution of the domain itself. */
  public readonly main: Distribution;
  /** The plans of the distributions. */
  public readonly plans: CdnProps["plans"];
  /** Distributions by the role of their plan. */
  public readonly distributions: ReadonlyMap<DistributionPlan["role"], Distribution>;
  public readonly firewall: Firewall;
  public readonly accessLogs: AccessLogs;
  /** Encrypts the logs of the CDN and the WAF. */
  public readonly logsKey: EncryptionKey;

  public constructor(scope: Construct, id: string, props: CdnProps) {
    super(scope, id);
    this.plans = props.plans;
    this.logsKey = new EncryptionKey(this, "LogsKey", { purpose: "edge-logs", forLogs: true, statements: [logDeliveryStatement(this)] });
    const { settings, relational, logDelivery } = props;
    this.firewall = new Firewall(this, "Firewall", { ...settings, relational, key: this.logsKey, logDelivery });
    const common = {
      certificateArn: this.validated(props.certificate.arn),
      webAclArn: this.firewall.arn,
      priceClass: props.settings.priceClass,
      ...(props.additionalMetrics !== undefined && { additionalMetrics: props.additionalMetrics }),
    };
    const contents = contentsOf(this.apiOf(props), props.site && this.deliver(props.site, props.zone.name));
    const [main, ...others] = props.plans;
    this.main = this.distribute(main, { ...common, contents: contents(main) }, props.zone);
    const more = others.map((plan) => [plan.role, this.distribute(plan, { ...common, contents: contents(plan) }, props.zone)] as const);
    this.distributions = new Map([[main.role, this.main], ...more]);
    this.accessLogs = new AccessLogs(this, "AccessLogs", { key: this.logsKey, distributions: Object.fromEntries(this.distributions) });
  }

  /** ACM never validates a certificate if the zone is not delegated. Fails after 20 minutes instead of the provider's default of 75. */
  private validated(certificateArn: string): string {
    return new AcmCertificateValidation(this, "Validation", { certificateArn, timeouts: { create: "20m" } }).certificateArn;
  }

  private apiOf({ api, origins }: CdnProps): ApiOrigin {
    if (origins === undefined || origins.more.length === 0) return api;
    const { functionArn } = new OriginSelection(this, "Origins", { rules: origins.rules });
    return { ...api, more: { origins: origins.more, functionArn } };
  }

  private deliver(site: CdnSite, domainName: string) {
    const { accessControlId, cachePolicyId, headersPolicyId, functionArn } = new SiteDelivery(this, "Site", {
      domainName,
      ...site.settings,
    });
    return { primary: site.primary, failover: site.failover, accessControlId, cachePolicyId, headersPolicyId, functionArn };
  }

  private distribute(plan: DistributionPlan, props: Omit<DistributionProps, "aliases" | "comment">, zone: CdnProps["zone"]): Distribution {
    const aliases = Object.values(plan.names);
    const distribution = new Distribution(this, plan.role, { ...props, aliases, comment: aliases[0] ?? zone.name });
    new AliasRecords(this, `${plan.role}Records`, { zone, names: plan.names, distribution });
    return distribution;
  }
}

type ServedSite = Extract<DistributionContents, { kind: "site" }>["site"];

function contentsOf(api: ApiOrigin, site: ServedSite | undefined) {
  return ({ role, serves }: DistributionPlan): DistributionContents => {
    if (serves.kind === "api") return { kind: "api", api };
    if (!site) throw new Error(`distribution "${role}" serves a site, but the CDN has no "site": pass the site's buckets`);
    return serves.kind === "site" ? { kind: "site", site } : { kind: "site-and-api", site, api: { ...api, paths: serves.paths } };
  };
}
