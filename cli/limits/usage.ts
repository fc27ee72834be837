import { grouped } from "../../language/collections";
import { LIMIT_IDS, LIMITS, type LimitId } from "../../aws/limits";
import { placeOf, resourcesOf, type Documents } from "../synthesis/resources";
import { lookupIn } from "../synthesis/lookup";
import { regionOf } from "../synthesis/provider-region";
import { COUNTERS, type Use } from "./counts";

/** The use of one quota in one place. */
export interface Usage {
  readonly limit: LimitId;
  /** A region, the construct path of a parent resource, or empty for the account. */
  readonly where: string;
  /** The region of a quota that AWS raises by region; empty for the account. */
  readonly region: string;
  readonly used: number;
  readonly allowed: number;
}

export interface UsageOptions {
  /** @default all */
  readonly limits?: readonly LimitId[];
  /** Values of the account by region, or by an empty name for quotas of the account. @default the defaults of AWS */
  readonly allowed?: Partial<Readonly<Record<LimitId, Readonly<Record<string, number>>>>>;
}

function isList(found: Use | readonly Use[]): found is readonly Use[] {
  return Array.isArray(found);
}

/**
 * The use of every quota by stacks that are deployed to one account, the highest part first.
 */
export function usagesOf(documents: Documents, { limits = LIMIT_IDS, allowed = {} }: UsageOptions = {}): Usage[] {
  const lookup = lookupIn(documents);
  const byType = grouped(resourcesOf(documents).map((resource) => [resource.type, resource] as const));
  const usages = limits.flatMap((limit) => {
    const { scope, value } = LIMITS[limit];
    const { types, count } = COUNTERS[limit];
    const sums = new Map<string, Omit<Usage, "limit" | "allowed">>();
    for (const resource of types.flatMap((type) => byType.get(type) ?? [])) {
      const found = count(resource, lookup) ?? [];
      for (const { amount, of } of isList(found) ? found : [found]) {
        const region = scope === "account" ? "" : regionOf(documents, of ?? resource);
        const where = scope === "each" ? placeOf(of ?? resource) : region;
        sums.set(where, { where, region, used: (sums.get(where)?.used ?? 0) + amount });
      }
    }
    return [...sums.values()].map((sum): Usage => ({ limit, ...sum, allowed: allowed[limit]?.[sum.region] ?? value }));
  });
  return usages.sort((a, b) => b.used / b.allowed - a.used / a.allowed);
}

/** The place with the highest use of each quota, the highest part first. */
export function highestOf(usages: readonly Usage[]): Usage[] {
  const seen = new Set<LimitId>();
  return usages.filter(({ limit }) => !seen.has(limit) && seen.add(limit));
}

export function isExceeded({ used, allowed }: Usage): boolean {
  return used > allowed;
}
