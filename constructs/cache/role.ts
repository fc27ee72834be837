import type { RegionalCidrs } from "../core/regional-cidrs";

/** What a region's cache is to those of other regions. */
export type CacheRole =
  | { readonly kind: "alone" }
  /** The member of a global cache that is written to. */
  | { readonly kind: "primary"; readonly elsewhere: readonly RegionalCidrs[] }
  /** A member that follows the primary and can only be read. */
  | { readonly kind: "secondary"; readonly primary: WrittenCache; readonly elsewhere: readonly RegionalCidrs[] };

/** What members of other regions, and those who write from there, need of the primary. */
export interface WrittenCache {
  readonly region: string;
  readonly datastoreId: string;
  readonly host: string;
  readonly replicationGroupId: string;
  /** Of the group and of the user, to connect. */
  readonly arns: readonly string[];
}
