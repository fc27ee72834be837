import { changesOf, type Change } from "../terraform/plan-changes";
import type { PlanDocument } from "../terraform/plan-document";

/** A plan with the differences between the state and the account. @see https://developer.hashicorp.com/terraform/internals/json-format#plan-representation */
export interface DriftDocument extends PlanDocument {
  readonly resource_drift?: NonNullable<PlanDocument["resource_changes"]>;
}

/** A resource that was changed or deleted outside Terraform. */
export interface Drifted {
  readonly address: string;
  readonly was: "changed" | "deleted";
  readonly attributes: readonly string[];
}

/** The drift of one stack. */
export interface StackDrift {
  readonly stack: string;
  /** Changes that the next deployment reverts. */
  readonly reverted: readonly Drifted[];
  /** Changes of values that the code does not manage, for example task counts set by autoscaling, or timestamps. */
  readonly ignored: readonly Drifted[];
  /** Other changes in the plan: the commit is not the deployed one, or they follow from a manual change. */
  readonly pending: readonly Change[];
  /** Why the stack could not be checked. */
  readonly unknown?: string;
}

export function uncheckedStack(stack: string, unknown: string): StackDrift {
  return { stack, reverted: [], ignored: [], pending: [], unknown };
}

/**
 * Classifies the drift in a plan. One plan is enough: Terraform refreshes the state first and reports the differences, like `-refresh-only`. A
 * `-refresh-only` plan alone could not distinguish drift that the next deployment reverts from values that the code does not manage.
 *
 * Resources created manually outside the state are not detected.
 */
export function driftOf(stack: string, document: DriftDocument): StackDrift {
  const found = changesOf({ resource_changes: document.resource_drift ?? [] }).flatMap(withoutEmpty);
  const planned = changesOf(document);
  const classified = found.map((drift) =>
    classify(
      drift,
      planned.find(({ address }) => address === drift.address),
    ),
  );
  const reverted = classified.flatMap((each) => each.reverted ?? []);
  const revertedAddresses = new Set(reverted.map(({ address }) => address));
  return {
    stack,
    reverted,
    ignored: classified.flatMap((each) => each.ignored ?? []),
    pending: planned.filter(({ address }) => !revertedAddresses.has(address)),
  };
}

/** Ignores null-to-empty changes: providers write missing tags as null and read them as an empty map. */
function withoutEmpty(change: Change): readonly Change[] {
  const { before, after } = change;
  const attributes = change.attributes.filter((name) => !(isEmpty(before[name]) && isEmpty(after[name])));
  return change.action === "update" && attributes.length === 0 ? [] : [{ ...change, attributes }];
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

function classify(
  { address, action, attributes }: Change,
  planned: Change | undefined,
): { readonly reverted?: Drifted; readonly ignored?: Drifted } {
  if (action === "delete") {
    const drifted: Drifted = { address, was: "deleted", attributes: [] };
    return planned ? { reverted: drifted } : { ignored: drifted };
  }
  const plannedAttributes = new Set(planned?.attributes);
  const reverted = attributes.filter((name) => plannedAttributes.has(name));
  const ignored = attributes.filter((name) => !plannedAttributes.has(name));
  const drifted = (names: readonly string[]): Drifted => ({ address, was: "changed", attributes: names });
  return { ...(reverted.length > 0 && { reverted: drifted(reverted) }), ...(ignored.length > 0 && { ignored: drifted(ignored) }) };
}

/** Whether a person must act on the drift. */
export function needsAttention({ reverted, pending, unknown }: StackDrift): boolean {
  return reverted.length > 0 || pending.length > 0 || unknown !== undefined;
}
