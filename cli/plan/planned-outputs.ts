import type { PlanDocument } from "../terraform/plan-document";

/** The future value of an output: known now, or only after its stack is applied. */
export type PlannedOutput = { readonly known: true; readonly value: unknown } | { readonly known: false };

/** The outputs that a plan would change, by name. */
export type PlannedOutputs = ReadonlyMap<string, PlannedOutput>;

export const NO_OUTPUTS: PlannedOutputs = new Map();

/** `after_unknown` is a boolean, or has the shape of the value with `true` where a part is unknown. */
function hasUnknown(mark: unknown): boolean {
  if (mark === true) return true;
  return typeof mark === "object" && mark !== null && Object.values(mark).some(hasUnknown);
}

/**
 * The outputs that a plan would change. A partially known value counts as unknown.
 *
 * @see https://developer.hashicorp.com/terraform/internals/json-format#change-representation
 */
export function plannedOutputs({ output_changes: changes = {} }: PlanDocument): PlannedOutputs {
  const changing = Object.entries(changes).filter(([, { actions }]) => actions.some((action) => action !== "no-op"));
  return new Map(
    changing.map(([name, { after, after_unknown: unknown }]) => [
      name,
      hasUnknown(unknown) || after === undefined ? { known: false } : { known: true, value: after },
    ]),
  );
}
