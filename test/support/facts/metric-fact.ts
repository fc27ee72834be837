import type { Duration } from "../../../language/units";
import type { Metric } from "../../../constructs/watching/metric";

/** What AWS publishes of one metric. */
export interface MetricFact {
  readonly namespace: string;
  readonly name: string;
  /** The sets of dimensions that it comes with. */
  readonly dimensions: readonly (readonly string[])[];
  /** Statistics that make sense; `percentile` stands for any of them. */
  readonly statistics: readonly string[];
  readonly unit?: Metric["unit"];
  /** How often. */
  readonly period: Duration;
  /** Where, when that is not where the thing is. */
  readonly region?: string;
  /** Whether nothing is published instead of zero. */
  readonly silentWhenZero: boolean;
}
