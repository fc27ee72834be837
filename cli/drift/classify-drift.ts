import { changesOf, type Change } from "../terraform/plan-changes";
import type { PlanDocument } from "../terraform/plan-document";

/** What Terraform found otherwise than its state has it. @see https://developer.hashicorp.com/terraform/internals/json-format#plan-representation */
export interface DriftDocument extends PlanDocument {
  readonly resource_drift?: NonNullable<PlanDocument["resource_changes"]>;
}

/** A resource that was changed or deleted, and not by Terraform. */
export interface Drifted {
  readonly address: string;
  readonly was: "changed" | "deleted";
  readonly attributes: readonly string[];
}

/** What one stack differs in from what was deployed. */
export interface StackDrift {
  readonly stack: string;
  /** A deployment would put these back. */
  readonly reverted: readonly Drifted[];
  /** Nothing in the code asks for another value: autoscaling's number of tasks, a time stamp. */
  readonly ignored: readonly Drifted[];
  /** A deployment would change these though nobody has touched them: the commit is not what is deployed, or they follow from the rest. */
  readonly pending: readonly Change[];
  /** Why the stack could not be judged. */
  readonly unknown?: string;
}

export function uncheckedStack(stack: string, unknown: string): StackDrift {
  return { stack, reverted: [], ignored: [], pending: [], unknown };
}

/**
 * Sorts what a plan tells of changes that were made by hand. One plan is enough: before it compares with the code, Terraform reads all that is there, and
 * notes what it finds otherwise than in the state, as `-refresh-only` would. A plan of that kind alone could not tell what matters from what
 * changes by itself.
 *
 * What was made by hand, and is no resource of ours, no plan tells of.
 */
export function driftOf(stack: string, document: DriftDocument): StackDrift {
  const found = changesOf({ resource_changes: document.resource_drift ?? [] }).flatMap(ofContent);
  const planned = changesOf(document);
  const sorted = found.map((drift) =>
    sort(
      drift,
      planned.find(({ address }) => address === drift.address),
    ),
  );
  const undone = sorted.flatMap((each) => each.undone ?? []);
  const explained = new Set(undone.map(({ address }) => address));
  return {
    stack,
    reverted: undone,
    ignored: sorted.flatMap((each) => each.left ?? []),
    pending: planned.filter(({ address }) => !explained.has(address)),
  };
}

/** Providers write no tags at all as null and read them as an empty map: what is empty before and after has not changed. */
function ofContent(change: Change): readonly Change[] {
  const { before, after } = change;
  const attributes = change.attributes.filter((name) => !(isEmpty(before[name]) && isEmpty(after[name])));
  return change.action === "update" && attributes.length === 0 ? [] : [{ ...change, attributes }];
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

function sort(
  { address, action, attributes }: Change,
  planned: Change | undefined,
): { readonly undone?: Drifted; readonly left?: Drifted } {
  if (action === "delete") {
    const drifted: Drifted = { address, was: "deleted", attributes: [] };
    return planned ? { undone: drifted } : { left: drifted };
  }
  const touched = new Set(planned?.attributes);
  const undone = attributes.filter((name) => touched.has(name));
  const left = attributes.filter((name) => !touched.has(name));
  const drifted = (names: readonly string[]): Drifted => ({ address, was: "changed", attributes: names });
  return { ...(undone.length > 0 && { undone: drifted(undone) }), ...(left.length > 0 && { left: drifted(left) }) };
}

/** Whether anybody has to know. */
export function needsAttention({ reverted: undone, pending, unknown }: StackDrift): boolean {
  return undone.length > 0 || pending.length > 0 || unknown !== undefined;
}
