import type { MetricMath } from "../watching/metric-math";
import { OPERATIONS, operationMetric, tableMetric } from "./metrics";

/*
 * Everything here is filled with zeros. CloudWatch ignores missing data in alarms on metrics of DynamoDB, whatever the alarm says, and DynamoDB
 * publishes what is not zero: an alarm on the plain metric would ring on after the last throttled request, until there is another one. The
 * newest datapoint may be the filler of one that is late, so such an alarm wants fewer datapoints than it looks at.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */

/** Percent of the capacity units that a table or an index may have in a second, over the period of who reads it. */
export function capacityShare(kind: "read" | "write", tableName: string, units: number, index?: string): MetricMath {
  return {
    expression: `100 * FILL(consumed, 0) / PERIOD(consumed) / ${units}`,
    metrics: { consumed: tableMetric(`${kind}Capacity`, tableName, index) },
    label: `Share of ${kind} capacity${index === undefined ? "" : `, ${index}`}`,
    unit: "Percent",
    betterIs: "lower",
  };
}

/** Requests that DynamoDB answered with 5xx, of all operations on items. */
export function systemErrors(tableName: string): MetricMath {
  const errors = OPERATIONS.map((operation, index) => [`e${index + 1}`, operationMetric("systemErrors", tableName, operation)] as const);
  return {
    expression: `FILL(SUM([${errors.map(([id]) => id).join(", ")}]), 0)`,
    metrics: Object.fromEntries(errors),
    label: "Requests answered with 5xx",
    unit: "Count",
    betterIs: "lower",
  };
}
