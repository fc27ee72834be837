import { MONITORING, tierOf } from "../cdktf/tiers";
import type { StackPlan } from "../plan/stack-plan";

/** How many of a region's resources, without monitoring, one deployment changes. */
export interface RegionImpact {
  readonly region: string;
  readonly changing: number;
  readonly of: number;
  /** Percent, rounded up so that a blocked value never prints as the allowed one. */
  readonly percent: number;
}

/**
 * Excludes monitoring: alarms, metric filters and saved queries are more than half of a region's resources and cannot take it down. Counting
 * them would make every other change look small.
 */
function serves(type: string): boolean {
  return tierOf(type) !== MONITORING;
}

/**
 * The share of existing resources that would be changed, replaced or destroyed, by region. New resources do not count, so the first
 * deployment of a region has no impact.
 */
export function regionImpacts(plans: readonly StackPlan[]): RegionImpact[] {
  const regions = [...new Set(plans.flatMap(({ region }) => region ?? []))].sort();
  return regions.flatMap((region) => {
    const mine = plans.filter((plan) => plan.region === region);
    const of = sum(mine.flatMap(({ existing = {} }) => Object.entries(existing).map(([type, count]) => (serves(type) ? count : 0))));
    const changed = mine.flatMap(({ changes }) => changes.filter(({ action, type }) => serves(type) && action !== "create"));
    // Deposed objects of a partially applied run are deleted in addition to the existing resources.
    const changing = Math.min(changed.length, of);
    return of === 0 ? [] : [{ region, changing, of, percent: Math.ceil((100 * changing) / of) }];
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
