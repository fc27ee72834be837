import { Route53Zone } from "@cdktf/provider-aws/lib/route53-zone";
import { Construct } from "constructs";
import { isProtected, placementOf, statefulLifecycle } from "../core/placement";
import { acceptFindings } from "../core/accepted-findings";

/** Source of a zone. */
export type HostedZoneProps = { readonly name: string } & (
  | { readonly kind: "new" }
  /** An existing zone by its ID; Terrace does not manage it. */
  | { readonly kind: "existing"; readonly zoneId: string }
);

/**
 * The public zone of a domain: an existing zone, or a new one, to which the domain's registrar must delegate.
 *
 * @example
 * new HostedZone(this, "HostedZone", { kind: "new", name: "example.com" });
 *
 * Cost drivers: 0.50 USD a month per zone, and queries, except for alias records.
 */
export class HostedZone extends Construct {
  public readonly zoneId: string;
  public readonly name: string;
  /** Name servers for the registrar; undefined for an existing zone, which is already delegated. */
  public readonly nameServers?: string[];

  public constructor(scope: Construct, id: string, props: HostedZoneProps) {
    super(scope, id);
    this.name = props.name;
    if (props.kind === "existing") {
      this.zoneId = props.zoneId;
      return;
    }
    const zone = new Route53Zone(this, "Resource", {
      name: props.name,
      comment: `${placementOf(this).environment}: public`,
      forceDestroy: !isProtected(this),
      lifecycle: statefulLifecycle(this),
    });
    acceptFindings(zone, {
      CKV2_AWS_38:
        "DNSSEC needs a DS record at the registrar for each key, and a mistake there takes every name down. Teams enable it manually.",
      CKV2_AWS_39: "DNS query logs show resolvers, not clients. The logs of CDN and load balancers contain the clients.",
    });
    this.zoneId = zone.zoneId;
    this.nameServers = zone.nameServers;
  }
}
