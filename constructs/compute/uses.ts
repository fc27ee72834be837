import { type KindMap, type Use, mapOfKind } from "../registry";
import type { Bindable, Binding } from "../core/bindings";

/** All resources of a region that a workload can name in `uses`, by map and name. */
export type Bindables = Readonly<Record<KindMap, ReadonlyMap<string, Bindable>>>;

/** A workload as a user of resources. */
interface Consumer {
  readonly name: string;
  readonly uses: readonly Use[];
}

/**
 * The bindings of a workload, by its name: one for each resource that it uses.
 *
 * @throws Error if a resource does not exist; the rules of `config/` report that first.
 */
export function bindingsOf({ name: consumer, uses }: Consumer, resources: Bindables): readonly Binding[] {
  return uses.map(({ kind, name }) => find(resources[mapOfKind(kind)], kind, name).bind(consumer));
}

/**
 * Looks up a value by name.
 *
 * @throws Error if the name is unknown; it lists the known names.
 */
export function find<Value>(values: ReadonlyMap<string, Value>, kind: string, name: string): Value {
  const value = values.get(name);
  if (value) return value;
  throw new Error(`unknown ${kind} "${name}"; valid: ${[...values.keys()].join(", ") || "none"}`);
}
