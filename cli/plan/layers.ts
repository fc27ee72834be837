import type { Stack } from "../synthesis/synthesized";
import { Problem } from "../problem";

type Placed = Pick<Stack, "name" | "dependsOn">;

/**
 * Stacks in the order in which they are planned and deployed. Each layer depends only on earlier layers and is sorted by name. Dependencies on
 * stacks outside the list count as met.
 *
 * @throws Problem if stacks have a circular dependency.
 */
export function layersOf<S extends Placed>(stacks: readonly S[]): S[][] {
  const layers: S[][] = [];
  let remaining = [...stacks].sort((one, other) => (one.name < other.name ? -1 : 1));
  while (remaining.length > 0) {
    const names = new Set(remaining.map(({ name }) => name));
    const ready = remaining.filter(({ dependsOn }) => !dependsOn.some((name) => names.has(name)));
    if (ready.length === 0) throw new Problem(`Circular dependency between stacks: ${[...names].join(", ")}.`);
    layers.push(ready);
    remaining = remaining.filter((stack) => !ready.includes(stack));
  }
  return layers;
}
