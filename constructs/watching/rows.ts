import type { AlarmRow } from "./alarm-row";
import type { Metric } from "./metric";
import { zeroWhenSilent } from "./metric-math";

/** What most rows of tickets have: a quarter of an hour, since whatever ends sooner by itself is not worth a person's time. */
export const TICKET = { severity: "ticket", period: "1 minute", datapoints: 15, missingData: "notBreaching" } as const;

/**
 * Four bad minutes of five: one bad minute is a deployment or a task that is replaced; the newest may be late or lack a few requests.
 */
export const PAGE = { severity: "page", period: "1 minute", datapoints: 5, datapointsToAlarm: 4, missingData: "notBreaching" } as const;

export interface TrafficProps {
  /** Parts of the alarm's name. */
  readonly name: readonly string[];
  /** What comes, and where: `Requests to api`. */
  readonly what: string;
  /** A count that is silent when zero. */
  readonly metric: Metric;
}

/**
 * Traffic is not what it usually is at this hour and day. Nothing tells of a broken name, certificate or link in front of us but traffic
 * that stays away; too much is an attack, a loop, or a success that needs room.
 *
 * A ticket: holidays and newsletters look the same, and what users cannot do pages by itself. Three standard deviations for half an hour of
 * forty minutes: CloudWatch's usual two would be left by one datapoint in twenty of mere noise.
 *
 * Silence is zero, so that traffic that stays away altogether is told of; where nobody comes at night, the band learns that.
 */
export function trafficRow({ name, what, metric }: TrafficProps): AlarmRow {
  return {
    ...TICKET,
    id: "Traffic",
    name: [...name, "traffic"],
    description: `${what} have been far from what is usual at this hour, for half an hour.`,
    reason: "Fewer: users may not reach us, and then nothing else here rings. More: an attack, a client in a loop, or success.",
    metric: zeroWhenSilent(metric),
    comparison: "outside",
    band: { deviations: 3 },
    period: "5 minutes",
    datapoints: 8,
    datapointsToAlarm: 6,
  };
}
