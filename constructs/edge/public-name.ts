import { Construct } from "constructs";
import { watchPublicName } from "./watch/public-name";
import type { Watch } from "../watching/watch";
import { assertEdgeRegion } from "./edge-region";
import type { HostedZone } from "./hosted-zone";
import { LatencyRecords, type LatencyTarget } from "./latency-records";
import { PublicHealthCheck } from "./public-health-check";
import type { FollowedAlarm } from "../alarms/regional-health-check";

/** The target of a public DNS name in one region, with the alarm that removes it. */
export interface RegionalTarget {
  readonly loadBalancer: LatencyTarget["loadBalancer"];
  /** Fires while the region cannot serve the name. */
  readonly alarm: FollowedAlarm;
  /** Whether the region is evacuated. Then it is removed from DNS even if its alarm is OK. */
  readonly evacuated: boolean;
}

export interface PublicNameProps {
  readonly zone: Pick<HostedZone, "zoneId">;
  /** The full host name. */
  readonly name: string;
  /** Role of the DNS name, as a part of resource names, for example `origin`. */
  readonly role: string;
  /** Targets by region. */
  readonly targets: ReadonlyMap<string, RegionalTarget>;
  /** Whether the service behind the name scales to zero. Then a region without tasks is normal, and has no alarm. */
  readonly scalesToZero: boolean;
}

/**
 * A DNS name that routes to the nearest healthy region, with separate health checks in each region: a failure behind one name does not
 * remove other names of the region, and an evacuation removes all of them.
 *
 * Cost drivers: two health checks for each region, 1 USD a month.
 */
export class PublicName extends Construct {
  /** Alarms and graphs, in us-east-1. */
  public readonly watch: Watch;

  public constructor(scope: Construct, id: string, { zone, name, role, targets, scalesToZero }: PublicNameProps) {
    super(scope, id);
    assertEdgeRegion(this);
    const latencyTargets = new Map<string, LatencyTarget>();
    const healthChecks = new Map<string, string>();
    for (const [region, { loadBalancer, alarm, evacuated }] of targets) {
      const check = new PublicHealthCheck(this, `HealthCheck-${region}`, { role, region, alarm, evacuated });
      latencyTargets.set(region, { loadBalancer, healthCheckId: check.healthCheckId });
      healthChecks.set(region, check.observedHealthCheckId);
    }
    new LatencyRecords(this, "Records", { zone, name, targets: latencyTargets });
    this.watch = watchPublicName({ role, host: name, healthChecks, scalesToZero });
  }
}
