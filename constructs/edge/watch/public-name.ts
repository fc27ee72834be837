import type { AlarmRow } from "../../watching/alarm-row";
import { healthCheckStatus } from "../metrics/route53";
import type { Watch } from "../../watching/watch";

export interface WatchPublicNameProps {
  /** What answers to it, as a part of names, for example `origin`. */
  readonly role: string;
  /** The whole host name. */
  readonly host: string;
  /** The health check of each region that observes it, evacuated or not, by region. */
  readonly healthChecks: ReadonlyMap<string, string>;
  /** Whether a region may have nothing to answer with by plan, which is no reason for an alarm. */
  readonly mayRest: boolean;
}

/**
 * What a public name is watched by, in us-east-1: whether each region can answer to it.
 *
 * A page for each region, where there are others too. They serve its users, but this is the one alarm that is not in the region: when that
 * is lost, its own alarms and topics are lost with it, and failover is silent. Users of the region have a longer way, the others carry more
 * than they were scaled for, and writes to databases of the region fail until somebody decides about them. Where only a service is down,
 * its own page comes before, and this is a second one: composite alarms know no alarm of another region. Of us-east-1 itself it tells only
 * as long as CloudWatch and SNS work there.
 *
 * It reads the check that observes a region, not the switch: an evacuation neither raises the alarm nor ends it.
 *
 * Cost drivers: an alarm for each region, 0.10 USD a month.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-checks.html
 */
export function watchPublicName({ role, host, healthChecks, mayRest }: WatchPublicNameProps): Watch {
  const checks = [...healthChecks];
  return {
    tier: "public-name",
    name: role,
    alarms: mayRest ? [] : checks.map(([region, healthCheckId]) => unhealthy(role, region, host, healthCheckId)),
    signals: [
      {
        signal: "errors",
        title: `Regions that can answer to ${host}`,
        metrics: checks.map(([region, healthCheckId]) => ({ ...healthCheckStatus(healthCheckId), label: region })),
      },
    ],
  };
}

/** Two minutes: the check follows an alarm that has itself waited for two. */
function unhealthy(role: string, region: string, host: string, healthCheckId: string): AlarmRow {
  return {
    id: region,
    name: [role, region, "unhealthy"],
    severity: "page",
    runbook: "region-unhealthy",
    description: `Nothing in ${region} can answer to ${host}. The other regions take its users; where there is no other, it is still asked.`,
    reason: "Users of this region have a longer way, and the others carry their load; where there is no other, users get errors.",
    metric: healthCheckStatus(healthCheckId),
    comparison: "below",
    threshold: 1,
    period: "1 minute",
    datapoints: 2,
    missingData: "breaching",
  };
}
