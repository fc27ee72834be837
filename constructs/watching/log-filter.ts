import type { Level } from "./level";
import type { Metric } from "./metric";

/** A metric filter: a metric from log lines. */
export interface LogFilter {
  /** Unique in its log group; also the filter's name in AWS. */
  readonly id: string;
  /** An empty pattern matches every line. */
  readonly pattern: string;
  /** A number, or the path of a number in the line. */
  readonly value: string;
  readonly metric: Metric;
  /** Value of a minute with log lines but without a match. @default no value */
  readonly defaultValue?: 0;
  /** The lowest level of monitoring that has the metric, which is billed. @default "basic" */
  readonly level?: Level;
}
