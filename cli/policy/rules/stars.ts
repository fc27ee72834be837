import { type Statement, policiesOf } from "../policy-json";
import { type Documents, resourcesOf } from "../resources";
import type { Finding } from "../exceptions";
import { findingAt } from "./rule";

/** Two families of KMS's, of two calls each, which its own guide writes so. */
const NO_STAR = ["kms:GenerateDataKey*", "kms:ReEncrypt*"];

/** All that a service has: `arn:aws:s3:::*`. What stands before a `*` deeper in (a name, a path) narrows it. */
const WHOLE_SERVICE = /^arn:[^:]*:[^:]*:[^:]*:[^:]*:\*$/;

/**
 * No policy allows everything (`*`), as an action, as a resource or as a principal, without a reason: each action has its own, so that one
 * that is added beside others needs one too. In a key's policy the resource `*` is the key itself.
 */
export function stars(documents: Documents): Finding[] {
  return resourcesOf(documents).flatMap((resource) => {
    const isKey = resource.type === "aws_kms_key";
    const wide = policiesOf(resource.block).flatMap((statements) => statements.flatMap((statement) => wideActions(statement, isKey)));
    return [...new Map(wide).entries()].map(([action, what]) => findingAt(`STAR ${action}`, resource, what));
  });
}

function wideActions(statement: Statement, isKey: boolean): [action: string, what: string][] {
  if (statement.effect !== "Allow") return [];
  const anybody = isForAnybody(statement) && "for anybody";
  const anything = !isKey && statement.resources.some((each) => each === "*" || WHOLE_SERVICE.test(each)) && "on every resource";
  return statement.actions.flatMap((action): [string, string][] => {
    const many = action.includes("*") && !NO_STAR.includes(action) && "many actions";
    const what = [many, anything, anybody].filter((each) => each !== false);
    return what.length > 0 ? [[action, `A policy allows ${action}: ${what.join(", ")}`]] : [];
  });
}

function isForAnybody({ principals, conditions }: Statement): boolean {
  const named = [...(principals["*"] ?? []), ...(principals.AWS ?? [])];
  return named.includes("*") && Object.keys(conditions).length === 0;
}
