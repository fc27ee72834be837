import { Construct } from "constructs";
import { watchPublicName } from "./watch/public-name";
import type { Watch } from "../watching/watch";
import { assertEdgeRegion } from "./edge-region";
import type { HostedZone } from "./hosted-zone";
import { LatencyRecords, type LatencyTarget } from "./latency-records";
import { PublicHealthCheck } from "./public-health-check";
import type { FollowedAlarm } from "../alarms/regional-health-check";

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
  readonly scalesToZero: boolean;
}

/**
 * A name that leads to the nearest healthy region, with a health check of its own in each: what fails behind one name takes no other
 * name out of the region, and an evacuation reaches all of them.
 *
 * Cost drivers: two health checks for each region, 1 USD a month.
 */
export class PublicName extends Construct {
  /** What it is watched by, in us-east-1. */
  public readonly watch: Watch;

  public constructor(scope: Construct, id: string, { zone, name, role, ends, scalesToZero }: PublicNameProps) {
    super(scope, id);
    assertEdgeRegion(this);
    const targets = new Map<string, LatencyTarget>();
    const healthChecks = new Map<string, string>();
    for (const [region, { loadBalancer, alarm, evacuated }] of ends) {
      const check = new PublicHealthCheck(this, `HealthCheck-${region}`, { role, region, alarm, evacuated });
      targets.set(region, { loadBalancer, healthCheckId: check.healthCheckId });
      healthChecks.set(region, check.observedHealthCheckId);
    }
    new LatencyRecords(this, "Records", { zone, name, targets });
    this.watch = watchPublicName({ role, host: name, healthChecks, scalesToZero });
  }
}
