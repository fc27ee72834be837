import type { Duration } from "../../../language/units";
import type { Metric } from "../../../constructs/watching/metric";

/** A metric as AWS publishes it. */
export interface MetricFact {
  readonly namespace: string;
  readonly name: string;
  /** The sets of dimensions by which the metric is published. */
  readonly dimensions: readonly (readonly string[])[];
  /** The valid statistics; `percentile` includes all percentiles and percentile ranks. */
  readonly statistics: readonly string[];
  readonly unit?: Metric["unit"];
  /** The interval between datapoints. */
  readonly period: Duration;
  /** The region in which the metric is published, if it differs from the region of the resource. */
  readonly region?: string;
  /** Whether no datapoint is published instead of zero. */
  readonly silentWhenZero: boolean;
}
