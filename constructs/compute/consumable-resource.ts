import type { Bindable, Binding } from "../core/bindings";
import type { Consumable } from "./consumable";

/** The construct of a resource that workers can consume. */
export interface ConsumableResource extends Bindable {
  readonly consumable: Consumable;
  /** The binding of the worker that consumes the resource. */
  bindConsumer(): Binding;
}
