import type { MetricMath } from "../watching/metric-math";
import { OPERATIONS, operationMetric, tableMetric } from "./metrics";

/*
 * Every expression here fills missing data with zeros. CloudWatch ignores missing data in alarms on DynamoDB metrics, regardless of the alarm's setting, and DynamoDB publishes only values other than zero: an alarm on the plain metric would keep firing after the last throttled request until the next one. The newest datapoint can be a zero for a late datapoint, so such an alarm requires fewer datapoints than its evaluation window has.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */

/** Consumed capacity of a table or an index in percent of its maximum units a second, averaged over the period of the alarm or graph. */
export function capacityShare(kind: "read" | "write", tableName: string, units: number, index?: string): MetricMath {
  return {
    expression: `100 * FILL(consumed, 0) / PERIOD(consumed) / ${units}`,
    metrics: { consumed: tableMetric(`${kind}Capacity`, tableName, index) },
    label: `${kind === "read" ? "Read" : "Write"} capacity in use${index === undefined ? "" : `, ${index}`}`,
    unit: "Percent",
    betterIs: "lower",
  };
}

/** Requests with 5xx responses, over all item operations. */
export function systemErrors(tableName: string): MetricMath {
  const errors = OPERATIONS.map((operation, index) => [`e${index + 1}`, operationMetric("systemErrors", tableName, operation)] as const);
  return {
    expression: `FILL(SUM([${errors.map(([id]) => id).join(", ")}]), 0)`,
    metrics: Object.fromEntries(errors),
    label: "Requests with 5xx responses",
    unit: "Count",
    betterIs: "lower",
  };
}
