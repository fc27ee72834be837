import { Problem } from "../problem";
import type { Change, ChangeCheck } from "../terraform/plan-changes";
import { LOG_TYPE, NAME_TYPES, type DatabaseParts, type KnownDatabase } from "./database-addresses";

/** How a region gets a replica of the primary. */
export type Rebuild =
  /** The region has a replica of another primary: it is recreated. It holds no data of its own. */
  | { readonly kind: "replace"; readonly was: string; readonly addresses: readonly string[] }
  /** The region has a former primary, which may hold unreplicated writes: it is renamed and removed from state first. */
  | {
      readonly kind: "rename-former";
      readonly identifier: string;
      readonly removeFromState: readonly string[];
      readonly addresses: readonly string[];
    }
  /** The region has no instance, or an earlier run has renamed the former primary. */
  | { readonly kind: "create"; readonly addresses: readonly string[] };

/**
 * Decides from the role in the state.
 *
 * @throws Problem if the region already has a replica of this primary.
 */
export function rebuildOf(known: KnownDatabase, { lead, role, replicas }: DatabaseParts, primaryRegion: string): Rebuild {
  const inState = (addresses: readonly string[]) => addresses.filter((address) => known.addresses.includes(address));
  const addresses = inState([role, lead, ...replicas]);
  if (known.role === undefined || known.identifier === undefined) return { kind: "create", addresses };
  if (known.role === `copy of ${primaryRegion}`) throw new Problem(`No changes: the instance is already a replica of ${primaryRegion}.`);
  if (known.role !== "primary") return { kind: "replace", was: known.role, addresses };
  return { kind: "rename-former", identifier: known.identifier, removeFromState: inState([role, lead]), addresses: inState(replicas) };
}

const INSTANCE = "aws_db_instance";

/** Allows new instances with their role and DNS records, and the deletion of replicas. */
export function checkReplica({ lead, role }: DatabaseParts, { kind }: Pick<Rebuild, "kind">): ChangeCheck {
  return ({ address, type, action, before }: Change) => {
    if (address === role) return action === "delete" ? "its role must stay in state" : undefined;
    if (address === lead) {
      if (action === "create") return undefined;
      return kind === "replace" && action === "replace" ? undefined : "the lead instance must be recreated";
    }
    if (type === INSTANCE)
      return action === "create" || before.replicate_source_db
        ? undefined
        : "it is not a replica, so it may hold the only copy of its data";
    return NAME_TYPES.includes(type) || (type === LOG_TYPE && action !== "replace") ? undefined : "is not part of a replica";
  };
}
