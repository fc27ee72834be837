import { type KindMap, type Use, mapOfKind } from "../registry";
import type { Bindable, Binding } from "../core/bindings";

/** All things of a region that a workload can name in `uses`, by map and name. */
export type Bindables = Readonly<Record<KindMap, ReadonlyMap<string, Bindable>>>;

/**
 * What a workload gets from the things that it uses, and from nothing else.
 *
 * @throws Error if a thing does not exist; the rules of `config/` find that first.
 */
export function bindingsOf(uses: readonly Use[], things: Bindables): readonly Binding[] {
  return uses.map(({ kind, name }) => find(things[mapOfKind(kind)], kind, name).bind());
}

/** A thing by name, or an error that says which there are. */
export function find<Thing>(things: ReadonlyMap<string, Thing>, kind: string, name: string): Thing {
  const thing = things.get(name);
  if (thing) return thing;
  throw new Error(`there is no ${kind} "${name}"; there are: ${[...things.keys()].join(", ") || "none"}`);
}
