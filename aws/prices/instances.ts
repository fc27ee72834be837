import type { Price, Source } from "./price";

/** On-demand hours of database instances and cache nodes, Single-AZ, us-east-1. Within a family the price is proportional to the size. */

interface Family {
  /** US dollars an hour for the size `large`, or per size for burstable families. */
  readonly large?: number;
  readonly sizes?: Readonly<Record<string, number>>;
  readonly asOf: string;
  readonly source: Source;
}

const RDS: Readonly<Record<string, Family>> = {
  "db.t4g": { sizes: { micro: 0.016, small: 0.032, medium: 0.065 }, asOf: "2026-05", source: "rds" },
  "db.m6g": { large: 0.159, asOf: "2026-05", source: "unverified" },
  "db.m7g": { large: 0.168, asOf: "2026-05", source: "unverified" },
  "db.r6g": { large: 0.225, asOf: "2026-05", source: "unverified" },
  "db.r7g": { large: 0.239, asOf: "2026-05", source: "unverified" },
};

/** Nodes with the engine Redis OSS. Valkey costs 80 percent of it. */
const CACHE: Readonly<Record<string, Family>> = {
  "cache.t4g": { sizes: { micro: 0.016, small: 0.032, medium: 0.065 }, asOf: "2026-05", source: "unverified" },
  "cache.m6g": { large: 0.148, asOf: "2024-07", source: "infracost" },
  "cache.m7g": { large: 0.158, asOf: "2026-05", source: "unverified" },
  "cache.r7g": { large: 0.219, asOf: "2026-05", source: "unverified" },
};

export const VALKEY_FACTOR = 0.8;

/** Sizes as multiples of `large`: xlarge is 2, 12xlarge is 24. */
function multipleOfLarge(size: string): number | undefined {
  if (size === "large") return 1;
  const [, count] = /^(\d*)xlarge$/.exec(size) ?? [];
  return count === undefined ? undefined : 2 * Number(count || 1);
}

function hourly(families: Readonly<Record<string, Family>>, name: string): Price | undefined {
  const split = name.lastIndexOf(".");
  const [family, size] = [families[name.slice(0, split)], name.slice(split + 1)];
  if (!family) return undefined;
  const multiple = multipleOfLarge(size);
  const usd = family.sizes?.[size] ?? (family.large !== undefined && multiple !== undefined ? family.large * multiple : undefined);
  return usd === undefined ? undefined : { unit: "hour", usd, asOf: family.asOf, source: family.source };
}

/** The price of a database instance with one zone; undefined if it is not known. */
export function databaseInstancePrice(instanceClass: string): Price | undefined {
  return hourly(RDS, instanceClass);
}

/** The price of a cache node; undefined if it is not known. */
export function cacheNodePrice(nodeType: string, engine: string): Price | undefined {
  const price = hourly(CACHE, nodeType);
  return price && engine === "valkey" ? { ...price, usd: price.usd * VALKEY_FACTOR } : price;
}
