import type { Metric } from "../../watching/metric";
import { targetErrors } from "../metrics/application-elb";
import type { Target } from "./availability";
import { filled, type Indicator } from "../../observability/slo/indicator";

/**
 * Slow responses out of all responses.
 *
 * "p99 under 300 ms" means that 99% of the requests get a response within 300 ms, so it has an error budget like any rate: 1% can be
 * slower. A threshold on p99 would not work: p99 is the latency of the slowest 1%, not the number of requests above 300 ms, and it gives no
 * burn rate. CloudWatch's percentile rank does: `PR(:0.3)` is the percentage of values up to 0.3. Burn rate = (100 - PR) ÷ (100 - 99). The
 * statistic is computed over all values in the period, so one period is one window, without averaging percentiles.
 *
 * - Alarms support it (`PR(n:m)` is listed for `ExtendedStatistic`), and so does metric math (`Stat` accepts any extended statistic).
 *   Application Load Balancers publish the required values.
 * - `TargetResponseTime` has one value per response of a task: `SampleCount` is the total. An unanswered request has no time; it counts for
 *   the availability objective, and is not counted twice.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricStat.html
 */
export function latencyIndicator({ loadBalancerSuffix, targetGroupSuffix }: Target, limitSeconds: number): Indicator {
  const time: Metric = {
    ...targetErrors(loadBalancerSuffix, targetGroupSuffix),
    name: "TargetResponseTime",
    label: "Response time",
    unit: "Seconds",
    betterIs: "lower",
  };
  return {
    bad: `${RESPONSES} * (100 - ${filled("fast", 100)}) / 100`,
    total: RESPONSES,
    metrics: {
      answers: { ...time, statistic: "SampleCount", label: "Responses", unit: "Count", betterIs: "neither" },
      fast: {
        ...time,
        statistic: `PR(:${limitSeconds})`,
        label: `Responses within ${limitSeconds} s`,
        unit: "Percent",
        betterIs: "higher",
      },
    },
  };
}

const RESPONSES = filled("answers");
