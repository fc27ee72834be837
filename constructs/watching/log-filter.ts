import type { Metric } from "./metric";

/** A metric that is made from lines of a log. */
export interface LogFilter {
  /** Unique among those of a log group; also its name in AWS. */
  readonly id: string;
  /** Empty: every line. */
  readonly pattern: string;
  /** A number, or the path of one in the line. */
  readonly value: string;
  readonly metric: Metric;
  /** What a minute is that has lines, none of which matches. @default nothing: such a minute has no value */
  readonly defaultValue?: 0;
}
