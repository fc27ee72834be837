import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import type { HostedZone } from "./hosted-zone";

export interface AliasRecordsProps {
  readonly zone: Pick<HostedZone, "zoneId">;
  /** Full host names by role, for example `{ Apex: "example.com" }`. */
  readonly names: Readonly<Record<string, string>>;
  readonly distribution: { readonly domainName: string; readonly hostedZoneId: string };
}

/**
 * Alias records for a distribution, over IPv4 and IPv6. Route 53 cannot evaluate a distribution's health: it rejects
 * `evaluate_target_health`.
 */
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
