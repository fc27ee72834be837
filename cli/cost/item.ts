import type { Price } from "../../aws/prices/price";
import { PRICES, type PriceKey } from "../../aws/prices/table";
import type { Block, Resource } from "../synthesis/resources";
import type { Lookup } from "../synthesis/lookup";

/** A quantity of one price: 3 vCPUs, 20 GB of storage, 1 load balancer. */
export interface Item {
  /** The billed item: `load balancer`, `db.r6g.large`. */
  readonly what: string;
  readonly quantity: number;
  readonly price: Price;
}

/** A part that has a price, which is not in the table. */
export interface NotPriced {
  readonly what: string;
}

/** The billed items of an idle resource. */
export type Pricer = (block: Block, resource: Resource, lookup: Lookup) => readonly (Item | NotPriced)[];

export function item(key: PriceKey, what: string, quantity = 1): Item {
  return { what, quantity, price: PRICES[key] };
}

export function isPriced(part: Item | NotPriced): part is Item {
  return "price" in part;
}

/** A known price, or the part as not priced. */
export function itemOf(price: Price | undefined, what: string, quantity = 1): Item | NotPriced {
  return price === undefined ? { what } : { what, quantity, price };
}

export function textOf(block: Block, argument: string): string {
  const value = block[argument];
  return typeof value === "string" ? value : "";
}

export function numberOf(block: Block, argument: string, fallback: number): number {
  const value = Number(block[argument] ?? fallback);
  return Number.isFinite(value) ? value : fallback;
}
