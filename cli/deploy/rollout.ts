import { layersOf } from "../plan/layers";

/** A stack, as far as its turn depends on it. */
export interface Placed {
  readonly name: string;
  readonly dependsOn: readonly string[];
  readonly region?: string;
}

/** What is deployed before anybody looks at alarms. */
export interface Step {
  /** A region, or what comes after all regions. */
  readonly name: string;
  /** In order; the stacks of a layer do not need each other. */
  readonly layers: readonly (readonly string[])[];
  /** Whose stacks are in it. */
  readonly regions: readonly string[];
}

export const LAST_STEP = "the whole environment";

/** A region, as far as its turn depends on it. */
export interface RolloutRegion {
  readonly name: string;
  /** Databases are written here. */
  readonly primary: boolean;
  /** Out of the public names, or about to go. */
  readonly servesNoTraffic: boolean;
}

/** Where a mistake costs least comes first: a region that serves nobody, then the others, and where databases are written at last. */
export function rolloutOrder(regions: readonly RolloutRegion[]): string[] {
  const rank = ({ primary, servesNoTraffic: idle }: RolloutRegion) => (idle ? 0 : primary ? 2 : 1);
  return [...regions].sort((one, other) => rank(one) - rank(other)).map(({ name }) => name);
}

/**
 * One step for each region: its stacks, and all that these need of the environment or of other regions, such as the networks that are to be
 * joined and the primary of a database. What is left, the public entrance above all, is the last step.
 */
export function rolloutOf(stacks: readonly Placed[], regions: readonly string[]): Step[] {
  const byName = new Map(stacks.map((stack) => [stack.name, stack]));
  const done = new Set<string>();
  const withNeeds = (name: string, found: Set<string>): Set<string> => {
    const stack = byName.get(name);
    if (!stack || done.has(name) || found.has(name)) return found;
    found.add(name);
    stack.dependsOn.forEach((needed) => withNeeds(needed, found));
    return found;
  };
  const step = (name: string, wanted: readonly Placed[]): Step[] => {
    const names = wanted.reduce((found, stack) => withNeeds(stack.name, found), new Set<string>());
    const chosen = stacks.filter((stack) => names.has(stack.name));
    names.forEach((each) => done.add(each));
    if (chosen.length === 0) return [];
    const layers = layersOf(chosen).map((layer) => layer.map((stack) => stack.name));
    return [{ name, layers, regions: [...new Set(chosen.flatMap(({ region }) => region ?? []))].sort() }];
  };
  return [
    ...regions.flatMap((region) =>
      step(
        region,
        stacks.filter((stack) => stack.region === region),
      ),
    ),
    ...step(LAST_STEP, stacks),
  ];
}
