import type { Change } from "../terraform/plan-changes";
import type { StackPlan } from "../plan/stack-plan";
import { changesOutsideReview } from "../plan/compare-changes";

const DEPOSED = / \(deposed object .*\)$/;
const INSTANCE = /\[[^\]]*\]$/;

/**
 * What a plan that was made anew goes beyond the review with.
 *
 * Of a stack that this very deployment has begun to change and could not finish, what is left may look otherwise: what was made half is
 * replaced, and nothing of it was there at the review; of a replacement either half may be left, and what a failed one put aside is deleted.
 */
export function unreviewedChanges(reviewed: StackPlan, now: readonly Change[], begun: boolean): Change[] {
  const others = changesOutsideReview(reviewed.changes, now);
  return others.filter((change) => !(isReviewedAsNew(reviewed, change) || (begun && isLeftOver(reviewed.changes, change))));
}

/** A stack that is new may have been reviewed by what it is made of: a resource there may turn out to be several, each with a key. */
function isReviewedAsNew({ lineage, changes }: StackPlan, { action, address }: Change): boolean {
  if (lineage !== undefined || action !== "create") return false;
  return changes.some((each) => each.action === "create" && each.address === address.replace(INSTANCE, ""));
}

function isLeftOver(reviewed: readonly Change[], { action, address }: Change): boolean {
  const was = reviewed.find((each) => each.address === address.replace(DEPOSED, ""))?.action;
  if (was === "create") return action === "replace";
  if (was === "replace") return action === "create" || (action === "delete" && DEPOSED.test(address));
  return false;
}
