import type { Change } from "../terraform/plan-changes";
import type { StackPlan } from "../plan/stack-plan";
import { changesOutsideReview } from "../plan/compare-changes";

const DEPOSED = / \(deposed object .*\)$/;
const INSTANCE = /\[[^\]]*\]$/;

/**
 * Changes in a new plan that the reviewed plan does not contain.
 *
 * A stack that this deployment has partially applied may have other remaining changes than the reviewed ones: a half-created resource is
 * replaced, the second half of a replacement is created or deleted, and the deposed object of a failed replacement is deleted.
 */
export function unreviewedChanges(reviewed: StackPlan, now: readonly Change[], isPartial: boolean): Change[] {
  const others = changesOutsideReview(reviewed.changes, now);
  return others.filter((change) => !(isReviewedAsNew(reviewed, change) || (isPartial && isRemainder(reviewed.changes, change))));
}

/** A new stack may have been reviewed as the list of its resources. One of them may become several instances, each with a key. */
function isReviewedAsNew({ lineage, changes }: StackPlan, { action, address }: Change): boolean {
  if (lineage !== undefined || action !== "create") return false;
  return changes.some((each) => each.action === "create" && each.address === address.replace(INSTANCE, ""));
}

function isRemainder(reviewed: readonly Change[], { action, address }: Change): boolean {
  const was = reviewed.find((each) => each.address === address.replace(DEPOSED, ""))?.action;
  if (was === "create") return action === "replace";
  if (was === "replace") return action === "create" || (action === "delete" && DEPOSED.test(address));
  return false;
}
