import type { TerraformElement } from "cdktf";
import type { PolicyStatement } from "./policy";
import type { Check } from "./policy-checks";

/** The reason why each check's finding is accepted; `false` means that the finding does not apply, so that a condition can be the value. */
export type AcceptedFindings = Readonly<Partial<Record<Check, string | false>>>;

const given = new WeakMap<TerraformElement, readonly { readonly id: string; readonly comment: string }[]>();

/**
 * Accepts findings of policy checks on a resource, each with a reason. `terrace policy` fails for every finding without a reason, prints
 * the accepted findings, and fails for a reason without a matching finding.
 *
 * Terraform ignores the key `//`. Checkov does not read skips from JSON yet (this is the format proposed to it), so `terrace policy`
 * applies them.
 *
 * @example
 * acceptFindings(bucket, { CKV_AWS_18: "It stores access logs itself: logging its reads would create logs without end." });
 *
 * @see https://github.com/bridgecrewio/checkov/issues/4634
 */
export function acceptFindings(resource: TerraformElement, reasons: AcceptedFindings): void {
  const skip = Object.entries(reasons).flatMap(([id, comment]) => (typeof comment === "string" ? [{ id, comment }] : []));
  if (skip.length === 0) return;
  const all = [...(given.get(resource) ?? []), ...skip];
  given.set(resource, all);
  resource.addOverride("//", { checkov: { skip: all } });
}

/**
 * The reasons of statements that allow an action on all resources, for the resource with this policy. Statements that deny need no reason.
 */
export function wildcardExceptions(statements: readonly PolicyStatement[]): AcceptedFindings {
  return Object.fromEntries(
    statements.flatMap(({ effect, actions, reason }) =>
      reason === undefined || effect === "Deny" ? [] : actions.map((action) => [`STAR ${action}`, reason]),
    ),
  );
}

/** The reason for missing deletion protection in an environment with `removalPolicy: "destroy"`. */
export const EPHEMERAL_ENVIRONMENT = "The environment is ephemeral (removalPolicy: destroy): none of its data is kept.";

/** The reason for wildcard certificates. */
export const ONE_CERTIFICATE =
  "One certificate covers a domain and its direct subdomains: a new host needs a record, not a new certificate in each region.";
