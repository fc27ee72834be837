import { Construct } from "constructs";
import { type AlarmRow, Alarms } from "../observability/alarms";
import { healthCheckStatus } from "../observability/metric";
import { assertEdgeRegion } from "./edge-region";
import type { HostedZone } from "./hosted-zone";
import { LatencyRecords, type LatencyTarget } from "./latency-records";
import { type FollowedAlarm, RegionalHealthCheck } from "./regional-health-check";

/** One region's load balancer, and the alarm that says that it has nothing to serve with. */
export interface RegionalOrigin {
  readonly loadBalancer: LatencyTarget["loadBalancer"];
  readonly alarm?: FollowedAlarm;
}

export interface OriginNameProps {
  readonly zone: Pick<HostedZone, "zoneId">;
  /** The whole host name. */
  readonly name: string;
  /** By region. */
  readonly origins: ReadonlyMap<string, RegionalOrigin>;
}

/**
 * The name behind which the CDN finds the nearest healthy region. A health check on an alarm of ours takes a region out, not the load
 * balancer's own idea of its health: one empty target group makes the whole of it unhealthy, and with it all services of the region.
 *
 * An alarm in us-east-1 tells of each check that fails, because failover is silent otherwise.
 */
export class OriginName extends Construct {
  public constructor(scope: Construct, id: string, { zone, name, origins }: OriginNameProps) {
    super(scope, id);
    assertEdgeRegion(this);
    const targets = new Map<string, LatencyTarget>();
    const rows: AlarmRow[] = [];
    for (const [region, { loadBalancer, alarm }] of origins) {
      if (!alarm) {
        targets.set(region, { loadBalancer, health: { kind: "none" } });
        continue;
      }
      const { healthCheckId } = new RegionalHealthCheck(this, `HealthCheck-${region}`, { role: "origin", region, alarm });
      targets.set(region, { loadBalancer, health: { kind: "check", healthCheckId } });
      rows.push(unhealthy(region, name, healthCheckId));
    }
    new LatencyRecords(this, "Records", { zone, name, targets });
    new Alarms(this, "Alarms", rows);
  }
}

function unhealthy(region: string, name: string, healthCheckId: string): AlarmRow {
  return {
    id: region,
    name: ["origin", region, "unhealthy"],
    description: `${region} has left ${name}: its services fail, and the other regions take its traffic. If there is no other, it is still asked.`,
    metric: healthCheckStatus(healthCheckId),
    comparison: "below",
    threshold: 1,
    period: "1 minute",
    datapoints: 2,
    missingData: "breaching",
  };
}
