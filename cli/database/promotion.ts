import { instanceName, writerName } from "../../constructs/database/names";
import type { TerraformJson } from "../synthesis/synthesized";
import { Problem } from "../problem";
import type { Change, ChangeCheck } from "../terraform/plan-changes";
import { LOG_TYPE, NAME_TYPES, type DatabaseParts } from "./database-addresses";
import { stackName } from "../../stacks/names";

/**
 * Allows the in-place changes that promote a replica: the lead instance loses its source, its role is persisted, further replicas are created,
 * DNS records follow. Deleting or replacing an instance would lose the data.
 */
export function checkPromotion({ lead, role, replicas }: DatabaseParts): ChangeCheck {
  return ({ address, type, action, after }: Change) => {
    if (address === lead) {
      if (action !== "update") return "the instance with the data must be changed in place";
      return after.replicate_source_db ? "it would remain a replica" : undefined;
    }
    if (address === role) return action === "update" || action === "create" ? undefined : "its role must stay in state";
    if (replicas.includes(address))
      return action === "create" || action === "update" ? undefined : "a promotion must not delete or replace an instance";
    if (type === LOG_TYPE && action === "create") return undefined;
    return NAME_TYPES.includes(type) ? undefined : "is not part of a promotion";
  };
}

interface Record53 {
  readonly name?: string;
}

/** The address of the record of a database's writer DNS name. */
export function writerRecordOf(environment: string, database: string, { resource = {} }: TerraformJson): string {
  const wanted = writerName(database, `${environment}.internal`);
  const records = Object.entries(resource.aws_route53_record ?? {}) as [string, Record53][];
  const found = records.find(([, { name }]) => name === wanted);
  if (!found) throw new Problem(`${stackName({ environment, layer: "network" })} has no record ${wanted}.`);
  return `aws_route53_record.${found[0]}`;
}

/** Allows only an in-place change of this record's target. */
export function checkWriter(record: string): ChangeCheck {
  return ({ address, action, attributes }: Change) => {
    if (address !== record) return "is not the writer DNS name";
    if (action !== "update") return "the writer DNS name must be updated in place";
    const others = attributes.filter((name) => name !== "records");
    return others.length > 0 ? `other attributes than the target would change: ${others.join(", ")}` : undefined;
  };
}

/** Describes a promotion. */
export function promotionLines(database: string, region: string, changes: readonly Change[], lead: string): string[] {
  const before = changes.find(({ address }) => address === lead)?.before.replicate_source_db;
  const source = typeof before === "string" && before ? ` (currently a replica of ${before})` : "";
  return [`Database ${database}: the instance in ${region} becomes the primary${source}.`];
}

export function movedLine(database: string, environment: string, region: string): string {
  const zone = `${environment}.internal`;
  return `${writerName(database, zone)} now points to ${instanceName(database, region, zone)}.`;
}
