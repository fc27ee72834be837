import type { RegionalCidrs } from "../core/regional-cidrs";

/** Role of a region's cache relative to those of other regions. */
export type CacheRole =
  | { readonly kind: "alone" }
  /** The member of a global cache that receives writes. */
  | { readonly kind: "primary"; readonly elsewhere: readonly RegionalCidrs[] }
  /** A read-only member that follows the primary. */
  | { readonly kind: "secondary"; readonly primary: WrittenCache; readonly elsewhere: readonly RegionalCidrs[] };

/** Attributes of the primary that members and writers in other regions need. */
export interface WrittenCache {
  readonly region: string;
  readonly datastoreId: string;
  readonly host: string;
  readonly replicationGroupId: string;
  /** ARNs of the replication group and the user, for `elasticache:Connect`. */
  readonly arns: readonly string[];
}
