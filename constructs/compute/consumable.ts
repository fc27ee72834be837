import type { Duration } from "../../language/units";
import type { Metric } from "../watching/metric";
import type { AlarmsOf } from "../watching/watch";

/**
 * Plain data about the resource that a worker consumes, for its deployment alarm, scaling and alarms. A queue provides it; any resource
 * that delivers messages can. The resource's folder does not import this type, but matches its structure.
 */
export interface Consumable {
  /** Name in the environment file. */
  readonly name: string;
  /** Visibility timeout: a received message that is not deleted by then is received again. */
  readonly visibility: Duration;
  readonly metrics: ConsumableMetrics;
  /** Alarms that fire when messages fail. Failed messages delay others. */
  readonly failing: AlarmsOf & { readonly ids: readonly string[] };
}

export interface ConsumableMetrics {
  /** Messages that wait to be received. */
  readonly waiting: Metric;
  /** Age of the oldest message. */
  readonly oldest: Metric;
  readonly taken: Metric;
  readonly done: Metric;
}
