import type { TerraformElement } from "cdktf";
import type { PolicyStatement } from "./policy";
import type { Check } from "./policy-checks";

/** Why each check's finding is as it should be; `false` where it is none of this resource, so that a condition can stand here. */
export type AcceptedFindings = Readonly<Partial<Record<Check, string | false>>>;

const given = new WeakMap<TerraformElement, readonly { readonly id: string; readonly comment: string }[]>();

/**
 * Says beside a resource why what a policy check finds there is meant so. `npm run policy` fails for every finding without a reason, prints
 * those that have one, and fails for a reason that nothing is found for any more.
 *
 * Terraform ignores what stands under `//`. So does Checkov in JSON, as yet (the form is the one proposed to it), so that command reads it.
 *
 * @example
 * acceptFindings(bucket, { CKV_AWS_18: "It holds access logs itself: logging who reads them would never end." });
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

/** The reasons of statements that allow something on everything, for the resource that carries them: what is denied needs none. */
export function wildcardExceptions(statements: readonly PolicyStatement[]): AcceptedFindings {
  return Object.fromEntries(
    statements.flatMap(({ effect, actions, reason }) =>
      reason === undefined || effect === "Deny" ? [] : actions.map((action) => [`STAR ${action}`, reason]),
    ),
  );
}

/** Why AWS does not protect what an environment with `removalPolicy: "destroy"` has. */
export const EPHEMERAL_ENVIRONMENT = "The environment comes and goes, and says so (removalPolicy): nothing in it is kept.";

/** Why certificates have wildcards. */
export const ONE_CERTIFICATE =
  "One certificate is for a domain and all names right under it: a new host is a record, not a new certificate in each region.";
