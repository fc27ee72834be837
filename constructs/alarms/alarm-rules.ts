import { LIMITS } from "../../aws/limits";
import { seconds } from "../../language/units";
import type { AlarmRow } from "../watching/alarm-row";
import type { Metric } from "../watching/metric";
import { isMath } from "../watching/metric-math";

const METRICS = LIMITS["cloudwatch.alarm-metrics"].value;

/**
 * Rejects alarms that CloudWatch would reject, or would accept but never fire.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 * @throws RangeError with the alarm, the received value, the allowed values and the fix.
 */
export function assertAlarmable(row: AlarmRow, region: string): void {
  for (const check of [wrongPeriod, wrongCount, wrongWindow, wrongRegion, wrongMetrics, wrongBand]) {
    const found = check(row, region);
    if (found !== undefined) throw new RangeError(`alarm "${row.name.join("-")}" ${found}`);
  }
}

/** A shorter period is a high-resolution alarm, at three times the price, and AWS does not publish these metrics more often. */
function wrongPeriod({ period }: AlarmRow): string | undefined {
  if (seconds(period) % 60 === 0) return undefined;
  return `has a period of ${seconds(period)} s; allowed: multiples of 60 s. Round it up`;
}

function wrongCount({ datapoints, datapointsToAlarm = datapoints }: AlarmRow): string | undefined {
  if (Number.isInteger(datapoints) && Number.isInteger(datapointsToAlarm) && datapointsToAlarm >= 1 && datapointsToAlarm <= datapoints)
    return undefined;
  return `needs ${datapointsToAlarm} of ${datapoints} datapoints; allowed: integers, with datapointsToAlarm from 1 to datapoints`;
}

/** An evaluation window is at most one day, or one week if the period is at least an hour. */
function wrongWindow({ period, datapoints }: AlarmRow): string | undefined {
  const limit = seconds(period) >= 3_600 ? 604_800 : 86_400;
  const window = seconds(period) * datapoints;
  if (window <= limit) return undefined;
  return `has an evaluation window of ${window} s; CloudWatch allows ${limit} s: reduce the period or the number of datapoints`;
}

/** An alarm reads only metrics of its own region. In another region it never fires. */
function wrongRegion({ metric }: AlarmRow, region: string): string | undefined {
  const metrics: readonly Metric[] = isMath(metric) ? Object.values(metric.metrics) : [metric];
  const foreign = metrics.find((candidate) => candidate.region !== undefined && candidate.region !== region);
  if (!foreign) return undefined;
  return `is in ${region}, but ${foreign.namespace} publishes ${foreign.name} in ${foreign.region} only: create the alarm in a stack in ${foreign.region}`;
}

function wrongMetrics({ metric }: AlarmRow): string | undefined {
  const count = isMath(metric) ? Object.keys(metric.metrics).length : 1;
  if (count >= 1 && count <= METRICS) return undefined;
  return `reads ${count} metrics; CloudWatch allows 1 to ${METRICS}: split it into several alarms with a composite alarm`;
}

function wrongBand({ band }: AlarmRow): string | undefined {
  if (!band || (band.deviations > 0 && Number.isFinite(band.deviations))) return undefined;
  return `has a band of ${band.deviations} standard deviations; allowed: a number above 0, usually 2 to 4`;
}
