import { Problem } from "../problem";
import type { Change, ChangeCheck } from "../terraform/plan-changes";
import { LOG_TYPE, NAME_TYPES, type DatabaseParts, type KnownDatabase } from "./database-addresses";

/** What has to be done so that a region has a copy of the primary. */
export type Rebuild =
  /** A copy of another region: built anew. What it holds, its source held. */
  | { readonly kind: "replace"; readonly was: string; readonly addresses: readonly string[] }
  /** A former primary, which may hold writes that nobody else has: set aside first. */
  | { readonly kind: "set-aside"; readonly identifier: string; readonly forget: readonly string[]; readonly addresses: readonly string[] }
  /** Nothing is there, or an earlier run has set it aside. */
  | { readonly kind: "create"; readonly addresses: readonly string[] };

/**
 * Decides from what the state remembers.
 *
 * @throws Problem where the region has a copy of this primary already.
 */
export function rebuildOf(known: KnownDatabase, { head, role, replicas }: DatabaseParts, primaryRegion: string): Rebuild {
  const there = (addresses: readonly string[]) => addresses.filter((address) => known.addresses.includes(address));
  const addresses = there([role, head, ...replicas]);
  if (known.role === undefined || known.identifier === undefined) return { kind: "create", addresses };
  if (known.role === `copy of ${primaryRegion}`) throw new Problem(`Nothing to do: the instance is a copy of ${primaryRegion} already.`);
  if (known.role !== "primary") return { kind: "replace", was: known.role, addresses };
  return { kind: "set-aside", identifier: known.identifier, forget: there([role, head]), addresses: there(replicas) };
}

const INSTANCE = "aws_db_instance";

/** Allows new instances with their role and names, and the end of those that held nothing of their own. */
export function checkReplica({ head, role }: DatabaseParts, { kind }: Pick<Rebuild, "kind">): ChangeCheck {
  return ({ address, type, action, before }: Change) => {
    if (address === role) return action === "delete" ? "its role must be remembered" : undefined;
    if (address === head) {
      if (action === "create") return undefined;
      return kind === "replace" && action === "replace" ? undefined : "the leading instance must be built anew";
    }
    if (type === INSTANCE)
      return action === "create" || before.replicate_source_db ? undefined : "it is a copy of nothing: it holds what nobody else has";
    return NAME_TYPES.includes(type) || (type === LOG_TYPE && action !== "replace") ? undefined : "is no part of a copy";
  };
}
