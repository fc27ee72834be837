import { groupBy } from "./group-by";
import { type Documents, placeOf, resourcesOf } from "./resources";

/** A reason that stands beside a resource in code: `acceptFindings` of constructs/core/accepted-findings.ts. */
export interface Skip {
  readonly stack: string;
  /** The resource's name in Terraform. */
  readonly name: string;
  readonly place: string;
  readonly check: string;
  readonly reason: string;
}

/** Something that a check found at a resource. */
export interface Finding {
  readonly check: string;
  readonly stack: string;
  /** The resource's name in Terraform: one name is one resource within a stack, whatever its type. */
  readonly name: string;
  readonly place: string;
  /** What is wrong, in words. */
  readonly what: string;
  readonly guideline?: string;
}

export interface ReviewedFindings {
  /** Without a reason. */
  readonly failed: readonly Finding[];
  readonly skipped: readonly { readonly finding: Finding; readonly reason: string }[];
  /** Reasons for what nothing finds at any resource that has them: a check that passes now, or one that is called otherwise. */
  readonly unused: readonly { readonly check: string; readonly reason: string; readonly places: readonly string[] }[];
}

export function skipsOf(documents: Documents): Skip[] {
  return resourcesOf(documents).flatMap((resource) => {
    const { checkov } = (resource.block["//"] ?? {}) as {
      readonly checkov?: { readonly skip: readonly { readonly id: string; readonly comment: string }[] };
    };
    const { stack, name } = resource;
    return (checkov?.skip ?? []).map(({ id, comment }) => ({ stack, name, place: placeOf(resource), check: id, reason: comment }));
  });
}

/**
 * Holds what was found against the reasons. A reason is idle only where no resource with that same reason needs it: one that stands in a
 * construct is there for all environments, of which each may need it or not.
 */
export function reviewFindings(findings: readonly Finding[], skips: readonly Skip[]): ReviewedFindings {
  const key = (each: { readonly stack: string; readonly name: string; readonly check: string }) =>
    [each.stack, each.name, each.check].join(" ");
  const reasons = new Map(skips.map((skip) => [key(skip), skip.reason]));
  const skipped = findings.flatMap((finding) => {
    const reason = reasons.get(key(finding));
    return reason === undefined ? [] : [{ finding, reason }];
  });
  const needed = new Set(skipped.map(({ finding, reason }) => `${finding.check} ${reason}`));
  return {
    failed: findings.filter((finding) => !reasons.has(key(finding))),
    skipped,
    unused: grouped(skips.filter(({ check, reason }) => !needed.has(`${check} ${reason}`))),
  };
}

function grouped(skips: readonly Skip[]): ReviewedFindings["unused"] {
  const groups = groupBy(skips, ({ check, reason }) => `${check} ${reason}`);
  return [...groups.values()].map((group) => {
    const [{ check, reason }] = group;
    return { check, reason, places: group.map(({ place }) => place) };
  });
}
