import { Construct } from "constructs";
import { type AlarmRow, Alarms } from "../observability/alarms";
import { healthCheckStatus } from "../observability/metrics/route53";
import { assertEdgeRegion } from "./edge-region";
import type { HostedZone } from "./hosted-zone";
import { LatencyRecords, type LatencyTarget } from "./latency-records";
import { PublicHealthCheck } from "./public-health-check";
import type { FollowedAlarm } from "./regional-health-check";

/** Where a name leads in one region, and what says whether it should. */
export interface RegionalEnd {
  readonly loadBalancer: LatencyTarget["loadBalancer"];
  /** Raised while nothing there can answer to the name. */
  readonly alarm: FollowedAlarm;
  /** Whether the region is to be out of the name, whatever its alarm says. */
  readonly evacuated: boolean;
}

export interface PublicNameProps {
  readonly zone: Pick<HostedZone, "zoneId">;
  /** The whole host name. */
  readonly name: string;
  /** What answers to it, as a part of names, for example `origin`. */
  readonly role: string;
  /** By region. */
  readonly ends: ReadonlyMap<string, RegionalEnd>;
  /** Whether a region may have nothing to answer with by plan, which is no reason for an alarm. */
  readonly mayRest: boolean;
}

/**
 * A name that leads to the nearest healthy region, with a health check of its own in each: what fails behind one name takes no other
 * name out of the region, and an evacuation reaches all of them.
 *
 * An alarm in us-east-1 tells of each region that cannot answer, because failover is silent otherwise. It watches the region and not the
 * switch, so that an evacuation neither rings nor changes it.
 *
 * Cost drivers: two health checks and an alarm for each region, 1.10 USD a month.
 */
export class PublicName extends Construct {
  public constructor(scope: Construct, id: string, { zone, name, role, ends, mayRest }: PublicNameProps) {
    super(scope, id);
    assertEdgeRegion(this);
    const targets = new Map<string, LatencyTarget>();
    const rows: AlarmRow[] = [];
    for (const [region, { loadBalancer, alarm, evacuated }] of ends) {
      const check = new PublicHealthCheck(this, `HealthCheck-${region}`, { role, region, alarm, evacuated });
      targets.set(region, { loadBalancer, healthCheckId: check.healthCheckId });
      rows.push(unhealthy(role, region, name, check.observedHealthCheckId));
    }
    new LatencyRecords(this, "Records", { zone, name, targets });
    if (!mayRest) new Alarms(this, "Alarms", rows);
  }
}

function unhealthy(role: string, region: string, name: string, healthCheckId: string): AlarmRow {
  return {
    id: region,
    name: [role, region, "unhealthy"],
    description: `Nothing in ${region} can answer to ${name}. The other regions take its users; where there is no other, it is still asked.`,
    reason: "Users of this region have a longer way, and the others carry their load; where there is no other, users get errors.",
    severity: "none",
    metric: healthCheckStatus(healthCheckId),
    comparison: "below",
    threshold: 1,
    period: "1 minute",
    datapoints: 2,
    missingData: "breaching",
  };
}
