import { layersOf } from "../plan/layers";

/** The properties of a stack that determine its position in the rollout. */
export interface Placed {
  readonly name: string;
  readonly dependsOn: readonly string[];
  readonly region?: string;
}

/** The stacks that are deployed before the next gate. */
export interface Step {
  /** A region, or the last step. */
  readonly name: string;
  /** In order. The stacks of a layer are independent of each other. */
  readonly layers: readonly (readonly string[])[];
  /** The regions of its stacks. */
  readonly regions: readonly string[];
}

export const LAST_STEP = "the whole environment";

/** The properties of a region that determine its position in the rollout. */
export interface RolloutRegion {
  readonly name: string;
  /** The primary region of databases. */
  readonly primary: boolean;
  /** Evacuated or decommissioning. */
  readonly servesNoTraffic: boolean;
}

/** The regions by blast radius: regions without traffic first, the primary region last. */
export function rolloutOrder(regions: readonly RolloutRegion[]): string[] {
  const rank = ({ primary, servesNoTraffic }: RolloutRegion) => (servesNoTraffic ? 0 : primary ? 2 : 1);
  return [...regions].sort((one, other) => rank(one) - rank(other)).map(({ name }) => name);
}

/**
 * One step for each region: its stacks and their dependencies in the environment or in other regions, for example peered networks and the
 * primary of a database. The remaining stacks, mainly the edge, are the last step.
 */
export function rolloutOf(stacks: readonly Placed[], regions: readonly string[]): Step[] {
  const byName = new Map(stacks.map((stack) => [stack.name, stack]));
  const done = new Set<string>();
  const withDependencies = (name: string, found: Set<string>): Set<string> => {
    const stack = byName.get(name);
    if (!stack || done.has(name) || found.has(name)) return found;
    found.add(name);
    stack.dependsOn.forEach((needed) => withDependencies(needed, found));
    return found;
  };
  const step = (name: string, wanted: readonly Placed[]): Step[] => {
    const names = wanted.reduce((found, stack) => withDependencies(stack.name, found), new Set<string>());
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
