import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { Construct } from "constructs";
import { LIMITS } from "../../../aws/limits";
import type { LogFilter } from "../../watching/log-filter";

export interface LogFiltersProps {
  /** An existing log group. */
  readonly logGroupName: string;
  readonly filters: readonly LogFilter[];
}

const MOST_FILTERS = LIMITS["logs.metric-filters"].value;

/**
 * Metrics from the new lines of a log group; existing lines do not count.
 *
 * Cost drivers: $0.30 a month for each metric in months with data.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html
 * @throws RangeError for more filters than a log group can have.
 * @example new LogFilters(this, "LogFilters-service-api", { logGroupName: workloadLogGroup("prod", "service", "api"), filters })
 */
export class LogFilters extends Construct {
  public constructor(scope: Construct, id: string, { logGroupName, filters }: LogFiltersProps) {
    super(scope, id);
    if (filters.length > MOST_FILTERS)
      throw new RangeError(
        `log group "${logGroupName}" has ${filters.length} metric filters; CloudWatch allows ${MOST_FILTERS}: remove some`,
      );
    for (const filter of filters) {
      const { namespace, name, unit = "None" } = filter.metric;
      new CloudwatchLogMetricFilter(this, filter.id, {
        name: filter.id,
        logGroupName,
        pattern: filter.pattern,
        metricTransformation: {
          namespace,
          name,
          unit,
          value: filter.value,
          ...(filter.defaultValue === undefined ? {} : { defaultValue: String(filter.defaultValue) }),
        },
      });
    }
  }
}
