import { seconds } from "../../language/units";
import type { AlarmRow } from "../watching/alarm-row";
import type { Metric } from "../watching/metric";
import { isMath } from "../watching/metric-math";

/** Metrics that an alarm on metric math may read. */
const METRICS = 10;

/**
 * Refuses what CloudWatch would refuse, or worse: take, and never raise.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 * @throws RangeError that says which alarm, what was received, what is allowed and how to mend it.
 */
export function assertAlarmable(row: AlarmRow, region: string): void {
  for (const check of [wrongPeriod, wrongCount, wrongWindow, wrongRegion, wrongMetrics, wrongBand]) {
    const found = check(row, region);
    if (found !== undefined) throw new RangeError(`alarm "${row.name.join("-")}" ${found}`);
  }
}

/** Shorter than a minute would be a high-resolution alarm, at three times the price and on metrics that AWS does not publish so often. */
function wrongPeriod({ period }: AlarmRow): string | undefined {
  if (seconds(period) % 60 === 0) return undefined;
  return `has a period of ${seconds(period)} s; CloudWatch's metrics have whole minutes: round it up`;
}

function wrongCount({ datapoints, datapointsToAlarm = datapoints }: AlarmRow): string | undefined {
  if (Number.isInteger(datapoints) && Number.isInteger(datapointsToAlarm) && datapointsToAlarm >= 1 && datapointsToAlarm <= datapoints)
    return undefined;
  return `needs ${datapointsToAlarm} of ${datapoints} datapoints; allowed are whole numbers, from 1 to the datapoints looked at`;
}

/** AWS looks back a day at most, or a week when a datapoint is an hour or longer. */
function wrongWindow({ period, datapoints }: AlarmRow): string | undefined {
  const limit = seconds(period) >= 3_600 ? 604_800 : 86_400;
  const window = seconds(period) * datapoints;
  if (window <= limit) return undefined;
  return `looks back ${window} s; CloudWatch allows ${limit} s: shorten the period or take fewer datapoints`;
}

/** An alarm reads metrics of its own region alone: elsewhere it is silent for ever. */
function wrongRegion({ metric }: AlarmRow, region: string): string | undefined {
  const metrics: readonly Metric[] = isMath(metric) ? Object.values(metric.metrics) : [metric];
  const foreign = metrics.find((candidate) => candidate.region !== undefined && candidate.region !== region);
  if (!foreign) return undefined;
  return `is in ${region}, but ${foreign.namespace} publishes ${foreign.name} in ${foreign.region} only: make the alarm in a stack of ${foreign.region}`;
}

function wrongMetrics({ metric }: AlarmRow): string | undefined {
  const count = isMath(metric) ? Object.keys(metric.metrics).length : 1;
  if (count >= 1 && count <= METRICS) return undefined;
  return `reads ${count} metrics; CloudWatch allows 1 to ${METRICS}: split it, and join the parts by a composite alarm`;
}

function wrongBand({ band }: AlarmRow): string | undefined {
  if (!band || (band.deviations > 0 && Number.isFinite(band.deviations))) return undefined;
  return `has a band of ${band.deviations} standard deviations; allowed is a number above 0, and 2 to 4 are usual`;
}
