import type { AlarmRow } from "../../watching/alarm-row";
import { healthCheckStatus } from "../metrics/route53";
import type { CompositeRow } from "../../watching/composite-row";
import type { AlarmsOf, Watch } from "../../watching/watch";
import type { Watched } from "../../watching/watched";

export interface WatchPublicNameProps {
  /** What answers to it, as a part of names, for example `origin`. */
  readonly role: string;
  /** The whole host name. */
  readonly host: string;
  /** The health check of each region that observes it, evacuated or not, by region. */
  readonly healthChecks: ReadonlyMap<string, string>;
  /** Whether a region may have nothing to answer with by plan, which is no reason for an alarm. */
  readonly scalesToZero: boolean;
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
export function watchPublicName({ role, host, healthChecks, scalesToZero }: WatchPublicNameProps): Watch {
  const checks = [...healthChecks];
  return {
    tier: "public-name",
    name: role,
    alarms: scalesToZero ? [] : checks.map(([region, healthCheckId]) => unhealthy(role, region, host, healthCheckId)),
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

/** The name that CDNs ask. */
const ORIGIN = "origin";

/** That no region can answer to the CDN: it explains the CDN's errors. Whatever else the CDN shows may be its own. */
export const ALL_OUT = { tier: "public-name", name: ORIGIN, ids: ["AllOut"] } as const satisfies AlarmsOf;

/** A public name with the alarm on all of its alarms, which explains the errors of the CDN. */
export function watchedPublicName(watch: Watch): Watched {
  return { watch, composites: watch.name === ORIGIN ? allOut(watch) : [] };
}

/** Where nothing rests by plan: no region can answer. One that is out is no reason for errors, since the others take its users. */
function allOut({ name, alarms }: Watch): readonly CompositeRow[] {
  if (alarms.length === 0) return [];
  return [
    {
      id: "AllOut",
      name: [name, "all-out"],
      severity: "none",
      description: `No region can answer to ${name}.`,
      reason: "It explains the errors of the CDN, so that one outage pages once for each region, and not again for what is in front.",
      all: alarms.map(({ id }) => id),
    },
  ];
}
