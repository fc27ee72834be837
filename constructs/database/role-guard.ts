import { Op, type Precondition } from "cdktf";
import { Construct } from "constructs";
import { persistValue } from "../core/persisted-value";
import { placementOf } from "../core/placement";
import type { DatabaseRole } from "./role";

export interface RoleGuardProps {
  readonly database: string;
  readonly role: DatabaseRole;
}

/**
 * Persists the role of an instance and fails the plan for role changes that RDS does not support: turning a primary into a replica, or
 * giving a replica another source. The provider would fail in the middle of an apply ("cannot elect new source database for replication")
 * or create an empty database.
 *
 * Any instance can become a primary, so only the replica role has a precondition on the persisted role. The persisted role changes only
 * with a promotion, or when it is replaced together with the instance.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/16054
 */
export class RoleGuard extends Construct {
  /** Changes whenever the instance is recreated. */
  public readonly generation: string;
  /** Preconditions for the instance. */
  public readonly preconditions: readonly Precondition[];

  public constructor(scope: Construct, id: string, { database, role }: RoleGuardProps) {
    super(scope, id);
    const isReplica = role.kind === "replica";
    // Persisted and compared, so the text never changes.
    const wanted = isReplica ? `copy of ${role.source.region}` : "primary";
    const kept = persistValue(this, "Resource", {
      input: { role: wanted },
      ...(isReplica && { lifecycle: { ignoreChanges: ["input"] } }),
    });
    this.generation = kept.id;
    const found = kept.value("role");
    const errorMessage = isReplica ? roleMismatch(database, placementOf(this).region, role.source.region, found) : "";
    this.preconditions = isReplica ? [{ condition: Op.eq(found, wanted), errorMessage }] : [];
  }
}

function roleMismatch(database: string, region: string, source: string, found: string): string {
  return [
    `Database ${database} in ${region} is configured as a replica of ${source}, but the role of the existing instance is: ${found}.`,
    "RDS can neither turn a primary into a replica nor give a replica another source.",
    "Allowed: restore the previous primary region, or recreate the instance, which deletes data that only this instance has.",
    "The steps are in docs/runbooks/promote-a-database.md.",
  ].join(" ");
}
