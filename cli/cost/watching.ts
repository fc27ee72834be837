import { nested } from "../synthesis/resources";
import { item, numberOf, textOf, type Item, type NotPriced, type Pricer } from "./item";

const HIGH_RESOLUTION_SECONDS = 60;

/** An alarm is paid for each metric that it reads; anomaly detection counts as three. A query is paid for each metric that it finds. */
const metricAlarm: Pricer = (block) => {
  const queries = nested(block, "metric_query");
  const metrics = queries.length === 0 ? [block] : queries.flatMap((query) => nested(query, "metric"));
  const isQuery = queries.some((query) => textOf(query, "expression").startsWith("SELECT"));
  const isAnomaly = queries.some((query) => textOf(query, "expression").startsWith("ANOMALY_DETECTION_BAND"));
  const isFast = metrics.some((metric) => numberOf(metric, "period", HIGH_RESOLUTION_SECONDS) < HIGH_RESOLUTION_SECONDS);
  const count = metrics.length * (isAnomaly ? 3 : 1);
  const parts: (Item | NotPriced)[] = [];
  if (count > 0) parts.push(item(isFast ? "alarm.metric.high-resolution" : "alarm.metric", "metrics of alarms", count));
  if (isQuery) parts.push({ what: "metrics that the query of an alarm finds" });
  return parts;
};

export const WATCHING_PRICERS: Readonly<Record<string, Pricer>> = {
  aws_cloudwatch_metric_alarm: metricAlarm,
  aws_cloudwatch_composite_alarm: () => [item("alarm.composite", "composite alarm")],
  aws_cloudwatch_dashboard: () => [item("dashboard.month", "dashboard")],
};
