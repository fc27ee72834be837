import type { Bindable, Binding } from "../core/bindings";
import type { Consumable } from "./consumable";

/** The construct of a consumable resource. */
export interface ConsumableResource extends Bindable {
  readonly consumable: Consumable;
  /** What the worker that consumes it gets. */
  bindConsumer(): Binding;
}
