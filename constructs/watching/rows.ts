import type { AlarmRow } from "./alarm-row";
import type { Metric } from "./metric";
import { zeroWhenSilent } from "./metric-math";

/** Common fields of most ticket rows. 15 minutes, since a problem that recovers sooner needs no person's time. */
export const TICKET = { severity: "ticket", period: "1 minute", datapoints: 15, missingData: "notBreaching" } as const;

/**
 * Four of five breaching minutes: a single one can be a deployment or a replaced task, and the newest datapoint can be late or incomplete.
 */
export const PAGE = { severity: "page", period: "1 minute", datapoints: 5, datapointsToAlarm: 4, missingData: "notBreaching" } as const;

export interface TrafficProps {
  /** Parts of the alarm's name. */
  readonly name: readonly string[];
  /** Description of the traffic: `Requests to api`. */
  readonly what: string;
  /** A count that is not published when zero. */
  readonly metric: Metric;
}

/**
 * Traffic is outside its usual range for this hour and day. Missing traffic is the only signal of a broken DNS name, certificate or link in
 * front of the platform; too much traffic is an attack, a client in a loop, or growth that needs capacity.
 *
 * A ticket, since holidays and newsletters have the same effect, and other alarms page on failing requests. Three standard deviations in 30
 * of 40 minutes: with CloudWatch's default of two, noise alone puts one of twenty datapoints outside the band.
 *
 * Missing data counts as zero, so that the alarm detects a complete loss of traffic; the band learns regular nights without traffic.
 */
export function trafficRow({ name, what, metric }: TrafficProps): AlarmRow {
  return {
    ...TICKET,
    id: "Traffic",
    name: [...name, "traffic"],
    description: `${what} have been outside their usual range for this hour for 30 minutes.`,
    reason: "Fewer: users may not reach the platform, and no other alarm detects that. More: an attack, a client in a loop, or growth.",
    metric: zeroWhenSilent(metric),
    comparison: "outside",
    band: { deviations: 3 },
    period: "5 minutes",
    datapoints: 8,
    datapointsToAlarm: 6,
  };
}
