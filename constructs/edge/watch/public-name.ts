import type { AlarmRow } from "../../watching/alarm-row";
import { healthCheckStatus } from "../metrics/route53";
import type { CompositeRow } from "../../watching/composite-row";
import type { AlarmsOf, Watch } from "../../watching/watch";
import type { Watched } from "../../watching/watched";

export interface WatchPublicNameProps {
  /** Role of the DNS name, as a part of resource names, for example `origin`. */
  readonly role: string;
  /** The full host name. */
  readonly host: string;
  /** The observing health checks by region; evacuations do not change them. */
  readonly healthChecks: ReadonlyMap<string, string>;
  /** Whether the service behind the name scales to zero. Then a region without tasks is normal, and has no alarm. */
  readonly scalesToZero: boolean;
}

/**
 * Alarms and graphs of a public DNS name, in us-east-1: whether each region can serve it.
 *
 * Pages for each region, even if other regions serve its users: this is the only alarm outside the region. In a region outage, the region's
 * own alarms and topics fail too, and failover is silent. Users of the region then have higher latency, the other regions carry more load
 * than they were scaled for, and writes to the region's databases fail until an operator decides on them. If only a service is down, its
 * own page comes first and this is a second one, because composite alarms cannot reference alarms of other regions. For us-east-1 itself,
 * this alarm works only as long as CloudWatch and SNS work there.
 *
 * It reads the observing health check, not the traffic switch, so an evacuation does not change the alarm.
 *
 * Cost drivers: one alarm per region, 0.10 USD a month.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-checks.html
 */
export function watchPublicName({ role, host, healthChecks, scalesToZero }: WatchPublicNameProps): Watch {
  const checks = [...healthChecks];
  return {
    tier: "public-name",
    name: role,
    alarms: scalesToZero ? [] : checks.map(([region, healthCheckId]) => unhealthy(role, region, host, healthCheckId)),
    signals: [
      {
        signal: "errors",
        title: `Regions that can serve ${host}`,
        metrics: checks.map(([region, healthCheckId]) => ({ ...healthCheckStatus(healthCheckId), label: region })),
      },
    ],
  };
}

/** Two minutes: the health check follows an alarm that needs two minutes itself. */
function unhealthy(role: string, region: string, host: string, healthCheckId: string): AlarmRow {
  return {
    id: region,
    level: "basic",
    name: [role, region, "unhealthy"],
    severity: "page",
    runbook: "region-unhealthy",
    description: `${region} cannot serve ${host}. Other regions serve its users; without other regions, requests still go to it.`,
    reason: "Users of this region have higher latency, and other regions carry their load; without other regions, users get errors.",
    metric: healthCheckStatus(healthCheckId),
    comparison: "below",
    threshold: 1,
    period: "1 minute",
    datapoints: 2,
    missingData: "breaching",
  };
}

/** Roles of the DNS names of the CDN's origins: `origin`, `origin-2`, … */
const ORIGIN = /^origin(-\d+)?$/;

/** Fires if no region can serve an origin of the CDN, and suppresses the CDN's error alarms. Other alarms of the CDN can have causes of their own. */
export function allOutOf(role: string): AlarmsOf {
  return { tier: "public-name", name: role, ids: ["AllOut"] };
}

/** Whether a DNS name is that of an origin of the CDN. */
export function isOrigin(role: string): boolean {
  return ORIGIN.test(role);
}

/** The watch of a public DNS name, with the composite alarm that suppresses the CDN's error alarms. */
export function watchedPublicName(watch: Watch): Watched {
  return { watch, composites: isOrigin(watch.name) ? allOut(watch) : [] };
}

/** No region can serve the name. A single unhealthy region does not suppress the CDN's errors, because other regions serve its users. */
function allOut({ name, alarms }: Watch): readonly CompositeRow[] {
  if (alarms.length === 0) return [];
  return [
    {
      id: "AllOut",
      level: "basic",
      name: [name, "all-out"],
      severity: "none",
      description: `No region can serve ${name}.`,
      reason: "Suppresses the error alarms of the CDN, so that an outage pages once per region, and not again for the CDN in front.",
      all: alarms.map(({ id }) => id),
    },
  ];
}
