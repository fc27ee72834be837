import type { Metric } from "../../watching/metric";
import { targetErrors } from "../metrics/application-elb";
import type { Target } from "./availability";
import { filled, type Indicator } from "../../observability/slo/indicator";

/**
 * Requests that were answered too late, of all that were answered.
 *
 * "p99 under 300 ms" says that 99 % of the requests are answered within 300 ms, so it has an error budget like any share: 1 % may be
 * slower. A threshold on p99 would not do: p99 says where the limit of 1 % lies, not how many are beyond 300 ms, and no burn rate follows
 * from it. CloudWatch's percentile rank does: `PR(:0.3)` is the percentage of values of 0.3 or less. Burn rate = (100 - PR) ÷ (100 - 99).
 * The statistic is computed over all values in the period, so one period is one window, with no percentile averaged.
 *
 * - It is allowed in alarms (`PR(n:m)` is listed for `ExtendedStatistic`) and in metric math (`Stat` takes any extended statistic), and
 *   Application Load Balancers publish the values that it needs.
 * - `TargetResponseTime` is counted once for each answer of a task: `SampleCount` is the total. A request that no task answered has no
 *   time; it is the availability objective's, and not counted twice.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricStat.html
 */
export function latencyIndicator({ loadBalancerSuffix, targetGroupSuffix }: Target, limitSeconds: number): Indicator {
  const time: Metric = {
    ...targetErrors(loadBalancerSuffix, targetGroupSuffix),
    name: "TargetResponseTime",
    label: "Time to answer",
    unit: "Seconds",
    betterIs: "lower",
  };
  return {
    bad: `${ANSWERS} * (100 - ${filled("fast", 100)}) / 100`,
    total: ANSWERS,
    metrics: {
      answers: { ...time, statistic: "SampleCount", label: "Answers", unit: "Count", betterIs: "neither" },
      fast: { ...time, statistic: `PR(:${limitSeconds})`, label: `Answers within ${limitSeconds} s`, unit: "Percent", betterIs: "higher" },
    },
  };
}

const ANSWERS = filled("answers");
