import type { FrozenChange } from "../../aws/frozen/frozen-change";
import { FROZEN_CHANGES } from "../../aws/frozen/frozen-changes";
import type { StackPlan } from "../plan/stack-plan";
import type { Change } from "../terraform/plan-changes";
import { describeType } from "./stateful";

/** A planned change in place that cannot be made without an interruption, or not at all. */
export interface FrozenAttribute {
  readonly stack: string;
  readonly change: Change;
  /** Noun for reports: "database". */
  readonly noun: string;
  readonly rows: readonly FrozenChange[];
}

/** The changes that AWS rejects or interrupts, although Terraform plans them in place. */
export function frozenAttributes(plans: readonly Pick<StackPlan, "stack" | "changes">[]): FrozenAttribute[] {
  return plans.flatMap(({ stack, changes }) =>
    changes.flatMap((change) => {
      const rows = change.action === "update" ? rowsOf(change.type).filter((row) => isMade(row, change)) : [];
      return rows.length > 0 ? [{ stack, change, noun: describeType(change.type), rows }] : [];
    }),
  );
}

function isMade({ attribute, isMade: compare }: FrozenChange, { attributes, before, after }: Change): boolean {
  return attributes.includes(attribute) && compare(before, after);
}

function rowsOf(type: string): readonly FrozenChange[] {
  return Object.hasOwn(FROZEN_CHANGES, type) ? (FROZEN_CHANGES[type] ?? []) : [];
}

/** The reason why a plan is blocked: attribute, received value, reason, allowed values, steps. */
export function frozenText({ stack, change, noun, rows }: FrozenAttribute): string {
  const sentences = rows.map(({ attribute, effect, because, allowed, steps }) => {
    const received = `${shown(change.before[attribute])} to ${shown(change.after[attribute])}`;
    const what = effect === "rejected" ? "AWS rejects this, although Terraform plans it in place" : "This interrupts its clients";
    return `${attribute} from ${received}. ${what}: ${because} Allowed: ${allowed} Instead: ${steps}`;
  });
  return `${stack} would change the ${noun} ${change.address}: ${sentences.join(" Also, it would change ")}`;
}

/** A single value. Blocks and unknown values are only named. */
function shown(value: unknown): string {
  if (value === undefined) return "an unknown value";
  if (value === null || value === "" || (Array.isArray(value) && value.length === 0)) return "none";
  return typeof value === "object" ? "its present setting" : JSON.stringify(value);
}
