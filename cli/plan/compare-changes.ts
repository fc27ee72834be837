import type { Change } from "../terraform/plan-changes";

/**
 * Changes that the reviewed plan does not contain: another resource, or another action on the same one. Attributes may differ, and a reviewed
 * replacement may become an update, because unknown values counted as changes in the review.
 */
export function changesOutsideReview(reviewed: readonly Change[], now: readonly Change[]): Change[] {
  const allowed = new Map(reviewed.map(({ address, action }) => [address, action]));
  return now.filter(({ address, action }) => {
    const was = allowed.get(address);
    return was !== action && !(was === "replace" && action === "update");
  });
}
