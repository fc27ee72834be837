import type { Change } from "../terraform/plan-changes";

/**
 * What a plan would do beyond the one that was reviewed: another resource, or another thing to the same one. Attributes may differ, and a
 * replacement may turn out to be a mere change: a value that nobody knew at the review counted as a new one.
 */
export function changesOutsideReview(reviewed: readonly Change[], now: readonly Change[]): Change[] {
  const allowed = new Map(reviewed.map(({ address, action }) => [address, action]));
  return now.filter(({ address, action }) => {
    const was = allowed.get(address);
    return was !== action && !(was === "replace" && action === "update");
  });
}
