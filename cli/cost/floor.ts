import { REGION_FACTORS } from "../../aws/prices/regions";
import { monthlyUsd } from "../../aws/prices/price";
import { resourcesOf, type Documents } from "../synthesis/resources";
import { lookupIn } from "../synthesis/lookup";
import { COMPUTE_PRICERS } from "./compute";
import { DATA_PRICERS } from "./data";
import { isPriced, type Pricer } from "./item";
import { NETWORK_PRICERS } from "./network";
import { placesIn, type Place } from "./place";
import { WATCHING_PRICERS } from "./watching";
import { BY_USE, FREE } from "./without-price";

export const PRICERS: Readonly<Record<string, Pricer>> = { ...COMPUTE_PRICERS, ...NETWORK_PRICERS, ...DATA_PRICERS, ...WATCHING_PRICERS };

/** One row of the calculation. */
export interface Row extends Place {
  readonly stack: string;
  readonly type: string;
  readonly what: string;
  readonly quantity: number;
  readonly usdPerMonth: number;
  /** The month of the price, `2026-05`. */
  readonly asOf: string;
  readonly isVerified: boolean;
}

/** The monthly cost of an idle environment: every service at the minimum of its scaling range, without traffic. */
export interface Floor {
  readonly rows: readonly Row[];
  /** Parts that have a standing price that is not known, with their number. Never counted as 0. */
  readonly notPriced: ReadonlyMap<string, number>;
  /** Resource types that are billed by use, with the billed quantity. */
  readonly byUse: ReadonlyMap<string, string>;
  /** Regions whose prices are those of us-east-1, because no factor is known. */
  readonly unknownRegions: readonly string[];
}

/** The prices of the synthesized stacks of one environment. */
export function floorOf(documents: Documents): Floor {
  const lookup = lookupIn(documents);
  const placeOf = placesIn(documents);
  const rows: Row[] = [];
  const notPriced = new Map<string, number>();
  const byUse = new Map<string, string>();
  const unknownRegions = new Set<string>();
  const miss = (what: string) => notPriced.set(what, (notPriced.get(what) ?? 0) + 1);
  for (const resource of resourcesOf(documents)) {
    const { type, block, stack } = resource;
    const use = BY_USE[type];
    if (use !== undefined) byUse.set(type, use);
    const pricer = PRICERS[type];
    if (!pricer) {
      if (use === undefined && !FREE.includes(type)) miss(type);
      continue;
    }
    const place = placeOf(resource);
    const factor = REGION_FACTORS[place.region];
    for (const part of pricer(block, resource, lookup)) {
      if (!isPriced(part)) {
        miss(part.what);
        continue;
      }
      const { what, quantity, price } = part;
      if (factor === undefined && price.global !== true) unknownRegions.add(place.region);
      const usdPerMonth = monthlyUsd(price) * quantity * (price.global === true ? 1 : (factor ?? 1));
      rows.push({ ...place, stack, type, what, quantity, usdPerMonth, asOf: price.asOf, isVerified: price.source !== "unverified" });
    }
  }
  return { rows, notPriced, byUse, unknownRegions: [...unknownRegions].sort() };
}
