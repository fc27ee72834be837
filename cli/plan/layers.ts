import type { Stack } from "../synthesis/synthesized";
import { Problem } from "../problem";

type Placed = Pick<Stack, "name" | "dependsOn">;

/**
 * Stacks in the order in which they are planned and deployed: each layer needs only those before it, and within one the order is that
 * of the names. A stack that is needed and not among the given ones counts as there.
 *
 * @throws Problem where stacks need each other in a circle.
 */
export function layersOf<S extends Placed>(stacks: readonly S[]): S[][] {
  const layers: S[][] = [];
  let waiting = [...stacks].sort((one, other) => (one.name < other.name ? -1 : 1));
  while (waiting.length > 0) {
    const names = new Set(waiting.map(({ name }) => name));
    const ready = waiting.filter(({ dependsOn }) => !dependsOn.some((name) => names.has(name)));
    if (ready.length === 0) throw new Problem(`These stacks need each other in a circle: ${[...names].join(", ")}.`);
    layers.push(ready);
    waiting = waiting.filter((stack) => !ready.includes(stack));
  }
  return layers;
}
