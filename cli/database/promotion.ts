import { instanceName, writerName } from "../../constructs/database/names";
import type { TerraformJson } from "../synthesis/synthesized";
import { Problem } from "../problem";
import type { Change, ChangeCheck } from "../terraform/plan-changes";
import { LOG_TYPE, NAME_TYPES, type DatabaseParts } from "./database-addresses";
import { stackName } from "../../stacks/names";

/**
 * Allows what makes a copy the primary, in place: the leading instance loses its source, its role is remembered, further replicas are made,
 * its names follow. An instance that would go or be built anew is the data.
 */
export function checkPromotion({ head, role, replicas }: DatabaseParts): ChangeCheck {
  return ({ address, type, action, after }: Change) => {
    if (address === head) {
      if (action !== "update") return "the instance with the data must be changed in place";
      return after.replicate_source_db ? "it would go on being a copy" : undefined;
    }
    if (address === role) return action === "update" || action === "create" ? undefined : "its role must be remembered";
    if (replicas.includes(address)) return action === "create" || action === "update" ? undefined : "no instance may go in a promotion";
    if (type === LOG_TYPE && action === "create") return undefined;
    return NAME_TYPES.includes(type) ? undefined : "is no part of a promotion";
  };
}

interface Record53 {
  readonly name?: string;
}

/** The record of the name that a database is written to under. */
export function writerRecordOf(environment: string, database: string, { resource = {} }: TerraformJson): string {
  const wanted = writerName(database, `${environment}.internal`);
  const records = Object.entries(resource.aws_route53_record ?? {}) as [string, Record53][];
  const found = records.find(([, { name }]) => name === wanted);
  if (!found) throw new Problem(`${stackName({ environment, layer: "network" })} has no record ${wanted}.`);
  return `aws_route53_record.${found[0]}`;
}

/** Allows moving this one record, in place. */
export function checkWriter(record: string): ChangeCheck {
  return ({ address, action, attributes }: Change) => {
    if (address !== record) return "is not the writer's name";
    if (action !== "update") return "the writer's name must never be missing";
    const others = attributes.filter((name) => name !== "records");
    return others.length > 0 ? `more than where it leads would change: ${others.join(", ")}` : undefined;
  };
}

/** What a promotion is, for a person. */
export function promotionLines(database: string, region: string, changes: readonly Change[], head: string): string[] {
  const before = changes.find(({ address }) => address === head)?.before.replicate_source_db;
  const source = typeof before === "string" && before ? ` (now a copy of ${before})` : "";
  return [`Database ${database}: the instance in ${region} becomes the primary${source}.`];
}

export function movedLine(database: string, environment: string, region: string): string {
  const zone = `${environment}.internal`;
  return `${writerName(database, zone)} leads to ${instanceName(database, region, zone)}.`;
}
