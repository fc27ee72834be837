import { Route53Zone } from "@cdktf/provider-aws/lib/route53-zone";
import { Construct } from "constructs";
import { isProtected, placementOf, statefulLifecycle } from "../core/placement";
import { acceptFindings } from "../core/accepted-findings";

/** Where a zone comes from. */
export type HostedZoneProps = { readonly name: string } & (
  | { readonly kind: "new" }
  /** One that somebody else made and keeps, by its id. */
  | { readonly kind: "existing"; readonly zoneId: string }
);

/**
 * The public zone of a domain: a new one, which the domain's registrar has to be pointed at, or an existing one.
 *
 * @example
 * new HostedZone(this, "HostedZone", { kind: "new", name: "example.com" });
 *
 * Cost drivers: 0.50 USD a month and zone, and queries except those of aliases.
 */
export class HostedZone extends Construct {
  public readonly zoneId: string;
  public readonly name: string;
  /** What the registrar needs; undefined for an existing zone, which is delegated already. */
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
        "A signed zone needs its registrar to vouch for each key: what goes wrong there takes every name away, so a team does it by hand.",
      CKV2_AWS_39: "Queries tell of resolvers, not of people: who asked for what is in the logs of CDN and load balancers.",
    });
    this.zoneId = zone.zoneId;
    this.nameServers = zone.nameServers;
  }
}
