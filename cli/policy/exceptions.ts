import { groupBy } from "./group-by";
import { type Documents, placeOf, resourcesOf } from "../synthesis/resources";

/** An accepted exception of a resource, from `acceptFindings` in constructs/core/accepted-findings.ts. */
export interface AcceptedException {
  readonly stack: string;
  /** Name of the resource in Terraform. */
  readonly name: string;
  readonly place: string;
  readonly check: string;
  readonly reason: string;
}

/** A violation of a check by a resource. */
export interface Finding {
  readonly check: string;
  readonly stack: string;
  /** Name of the resource in Terraform, unique within a stack across types. */
  readonly name: string;
  readonly place: string;
  /** Description of the violation. */
  readonly description: string;
  readonly guideline?: string;
}

export interface ReviewedFindings {
  /** Findings without an accepted exception. */
  readonly failed: readonly Finding[];
  readonly accepted: readonly { readonly finding: Finding; readonly reason: string }[];
  /** Unused exceptions: no resource with this exception has the finding, because the check passes or was renamed. */
  readonly unused: readonly { readonly check: string; readonly reason: string; readonly places: readonly string[] }[];
}

export function acceptedExceptions(documents: Documents): AcceptedException[] {
  return resourcesOf(documents).flatMap((resource) => {
    const { checkov } = (resource.block["//"] ?? {}) as {
      readonly checkov?: { readonly skip: readonly { readonly id: string; readonly comment: string }[] };
    };
    const { stack, name } = resource;
    return (checkov?.skip ?? []).map(({ id, comment }) => ({ stack, name, place: placeOf(resource), check: id, reason: comment }));
  });
}

/**
 * Matches findings with accepted exceptions. An exception is unused only if no resource with the same exception needs it, because exceptions in
 * constructs apply to all environments, and not every environment has the finding.
 */
export function reviewFindings(findings: readonly Finding[], exceptions: readonly AcceptedException[]): ReviewedFindings {
  const key = (each: { readonly stack: string; readonly name: string; readonly check: string }) =>
    [each.stack, each.name, each.check].join(" ");
  const reasons = new Map(exceptions.map((exception) => [key(exception), exception.reason]));
  const accepted = findings.flatMap((finding) => {
    const reason = reasons.get(key(finding));
    return reason === undefined ? [] : [{ finding, reason }];
  });
  const needed = new Set(accepted.map(({ finding, reason }) => `${finding.check} ${reason}`));
  return {
    failed: findings.filter((finding) => !reasons.has(key(finding))),
    accepted,
    unused: grouped(exceptions.filter(({ check, reason }) => !needed.has(`${check} ${reason}`))),
  };
}

function grouped(exceptions: readonly AcceptedException[]): ReviewedFindings["unused"] {
  const groups = groupBy(exceptions, ({ check, reason }) => `${check} ${reason}`);
  return [...groups.values()].map((group) => {
    const [{ check, reason }] = group;
    return { check, reason, places: group.map(({ place }) => place) };
  });
}
