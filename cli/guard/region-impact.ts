import { MONITORING, tierOf } from "../cdktf/tiers";
import type { StackPlan } from "../plan/stack-plan";

/** How much of a region would change at once. */
export interface RegionImpact {
  readonly region: string;
  readonly changing: number;
  readonly of: number;
  /** In hundredths, rounded up: what is refused must not read as what is allowed. */
  readonly percent: number;
}

/**
 * Alarms, metric filters and saved queries are more than half of what a region has, and none of them can take it down. Counted in, they would
 * make the change of everything else look small.
 */
function serves(type: string): boolean {
  return tierOf(type) !== MONITORING;
}

/**
 * The share of what a region has that would be changed, replaced or destroyed, by region. What is new takes nothing away from what is there: the
 * first deployment of a region is no change of it.
 */
export function regionImpacts(plans: readonly StackPlan[]): RegionImpact[] {
  const regions = [...new Set(plans.flatMap(({ region }) => region ?? []))].sort();
  return regions.flatMap((region) => {
    const mine = plans.filter((plan) => plan.region === region);
    const of = sum(mine.flatMap(({ existing = {} }) => Object.entries(existing).map(([type, count]) => (serves(type) ? count : 0))));
    const changed = mine.flatMap(({ changes }) => changes.filter(({ action, type }) => serves(type) && action !== "create"));
    // What an earlier run left half done is deleted beside the resource itself, and is none of those that are there.
    const changing = Math.min(changed.length, of);
    return of === 0 ? [] : [{ region, changing, of, percent: Math.ceil((100 * changing) / of) }];
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
