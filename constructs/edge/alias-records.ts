import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import type { HostedZone } from "./hosted-zone";

export interface AliasRecordsProps {
  readonly zone: Pick<HostedZone, "zoneId">;
  /** Whole host names, by what they are, for example `{ Apex: "example.com" }`. */
  readonly names: Readonly<Record<string, string>>;
  readonly distribution: { readonly domainName: string; readonly hostedZoneId: string };
}

/** Names that lead to a distribution, over IPv4 and IPv6. Route 53 cannot watch a distribution's health: `evaluate_target_health` is refused. */
export class AliasRecords extends Construct {
  public constructor(scope: Construct, id: string, { zone, names, distribution }: AliasRecordsProps) {
    super(scope, id);
    for (const [role, name] of Object.entries(names)) {
      for (const type of ["A", "AAAA"]) {
        new Route53Record(this, `${role}-${type}`, {
          zoneId: zone.zoneId,
          name,
          type,
          alias: { name: distribution.domainName, zoneId: distribution.hostedZoneId, evaluateTargetHealth: false },
        });
      }
    }
  }
}
