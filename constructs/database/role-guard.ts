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
 * Remembers what an instance was made or promoted to be, and refuses at plan what RDS cannot do: to make a copy of a primary, or to give a
 * copy another source. The provider would fail half-way through an apply ("cannot elect new source database for replication"), or build
 * an empty database.
 *
 * A primary may be anything before: a copy is promoted by becoming one. So only a copy has a condition, on what is remembered; and what is
 * remembered only changes with a promotion, or when it is replaced together with the instance.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/16054
 */
export class RoleGuard extends Construct {
  /** Another one each time the instance is built anew. */
  public readonly generation: string;
  /** What the instance demands. */
  public readonly preconditions: readonly Precondition[];

  public constructor(scope: Construct, id: string, { database, role }: RoleGuardProps) {
    super(scope, id);
    const copy = role.kind === "copy";
    const wanted = copy ? `copy of ${role.source.region}` : "primary";
    const kept = persistValue(this, "Resource", {
      input: { role: wanted },
      ...(copy && { lifecycle: { ignoreChanges: ["input"] } }),
    });
    this.generation = kept.id;
    const found = kept.value("role");
    const errorMessage = copy ? refusal(database, placementOf(this).region, role.source.region, found) : "";
    this.preconditions = copy ? [{ condition: Op.eq(found, wanted), errorMessage }] : [];
  }
}

function refusal(database: string, region: string, source: string, found: string): string {
  return [
    `Database ${database} in ${region} is to be a copy of ${source}, but the instance that is there is: ${found}.`,
    "RDS neither turns a primary into a copy nor gives a copy another source.",
    "Allowed: the primary region that it had before, or to build the instance anew, which loses what it alone holds.",
    "The steps are in docs/runbooks/promote-a-database.md.",
  ].join(" ");
}
