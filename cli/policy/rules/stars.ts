import { type Statement, policiesOf } from "../policy-json";
import { type Documents, resourcesOf } from "../../synthesis/resources";
import type { Finding } from "../exceptions";
import { findingAt } from "./rule";

/** Two groups of two KMS actions each, which the KMS guide writes with a wildcard. */
const NO_STAR = ["kms:GenerateDataKey*", "kms:ReEncrypt*"];

/** Every resource of a service: `arn:aws:s3:::*`. A `*` after a name or path prefix is narrower and does not match. */
const WHOLE_SERVICE = /^arn:[^:]*:[^:]*:[^:]*:[^:]*:\*$/;

/**
 * No policy has a wildcard (`*`) action, resource or principal without a reason. Each action needs its own reason, so that an added action needs
 * one too. In a key policy, the resource `*` is the key itself.
 */
export function stars(documents: Documents): Finding[] {
  return resourcesOf(documents).flatMap((resource) => {
    const isKey = resource.type === "aws_kms_key";
    const wide = policiesOf(resource.block).flatMap((statements) => statements.flatMap((statement) => wideActions(statement, isKey)));
    return [...new Map(wide).entries()].map(([action, description]) => findingAt(`STAR ${action}`, resource, description));
  });
}

function wideActions(statement: Statement, isKey: boolean): [action: string, description: string][] {
  if (statement.effect !== "Allow") return [];
  const anyone = isForAnyone(statement) && "for anyone";
  const anything = !isKey && statement.resources.some((each) => each === "*" || WHOLE_SERVICE.test(each)) && "on every resource";
  return statement.actions.flatMap((action): [string, string][] => {
    const many = action.includes("*") && !NO_STAR.includes(action) && "many actions";
    const description = [many, anything, anyone].filter((each) => each !== false);
    return description.length > 0 ? [[action, `A policy allows ${action}: ${description.join(", ")}`]] : [];
  });
}

function isForAnyone({ principals, conditions }: Statement): boolean {
  const named = [...(principals["*"] ?? []), ...(principals.AWS ?? [])];
  return named.includes("*") && Object.keys(conditions).length === 0;
}
