import type { Duration } from "../../language/units";
import type { Metric } from "../watching/metric";
import type { AlarmsOf } from "../watching/watch";

/**
 * What a worker must know of the resource that it consumes, as plain data: its deployments, its scaling and its alarms read it. A queue
 * has it; whatever hands out messages can. The resource's folder does not import this type: it fits by its structure.
 */
export interface Consumable {
  /** As the team calls it. */
  readonly name: string;
  /** How long a message that was taken is hidden from others: after it, the message is tried again. */
  readonly visibility: Duration;
  readonly metrics: ConsumableMetrics;
  /** Alarms that say that messages fail. While they do, others wait. */
  readonly failing: AlarmsOf & { readonly ids: readonly string[] };
}

export interface ConsumableMetrics {
  /** Messages that wait to be taken. */
  readonly waiting: Metric;
  /** Age of the message that waits longest. */
  readonly oldest: Metric;
  readonly taken: Metric;
  readonly done: Metric;
}
