import { Problem } from "../problem";
import { changedAttributes, type PlanJson } from "./second-plan";

export type Action = "create" | "update" | "delete" | "replace" | "forget";

type Values = Readonly<Record<string, unknown>>;

/** What a plan would do to one resource. */
export interface Change {
  readonly address: string;
  readonly type: string;
  readonly action: Action;
  readonly before: Values;
  readonly after: Values;
  /** What of it would change. */
  readonly attributes: readonly string[];
}

/** The parts of `terraform show -json <plan>` that are read here. */
export interface PlanDocument extends PlanJson {
  readonly output_changes?: Readonly<Record<string, { readonly actions: readonly string[] }>>;
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly type: string;
    readonly deposed?: string;
    readonly change: {
      readonly actions: readonly string[];
      readonly before: Values | null;
      readonly after: Values | null;
      readonly after_unknown?: object;
    };
  }[];
}

function actionOf(actions: readonly string[]): Action | undefined {
  if (actions.length > 1) return "replace";
  const [only] = actions;
  return only === "create" || only === "update" || only === "delete" || only === "forget" ? only : undefined;
}

/** What a plan would change, without what it only reads. What an earlier run left half done is no resource of ours: its address says so. */
export function changesOf(plan: PlanDocument): Change[] {
  const attributes = changedAttributes(plan);
  return (plan.resource_changes ?? []).flatMap(({ address, type, deposed, change }) => {
    const action = actionOf(change.actions);
    if (!action) return [];
    return {
      address: deposed === undefined ? address : `${address} (deposed object ${deposed})`,
      type,
      action,
      before: change.before ?? {},
      after: change.after ?? {},
      attributes: attributes.get(address) ?? [],
    };
  });
}

/** Whether applying a plan would do anything: what other stacks read of this one may change though no resource does. */
export function doesNothing(plan: PlanDocument): boolean {
  const outputs = Object.values(plan.output_changes ?? {});
  return changesOf(plan).length === 0 && outputs.every(({ actions }) => actions.every((action) => action === "no-op"));
}

/** One line for a person. */
export function changeLine({ action, address, attributes }: Change): string {
  return `  ${action.padEnd(7)}  ${address}${action === "update" && attributes.length > 0 ? `: ${attributes.join(", ")}` : ""}`;
}

/** Why a change must not be made; undefined where it may. */
export type Judge = (change: Change) => string | undefined;

/**
 * Refuses a plan that would do more than a command is for.
 *
 * @throws Problem with every change that must not be, and why.
 */
export function refuseOthers(stack: string, what: string, changes: readonly Change[], judge: Judge): void {
  const refused = changes.flatMap((change) => {
    const reason = judge(change);
    return reason === undefined ? [] : [`${changeLine(change)}\n           ${reason}`];
  });
  if (refused.length === 0) return;
  throw new Problem(
    [
      `Nothing was changed: in ${stack} more would change than ${what}.`,
      "",
      ...refused,
      "",
      "What is here differs from what is deployed. Run this from the commit that was deployed last, or deploy the rest first:",
      `  npx cdktf diff ${stack}`,
    ].join("\n"),
  );
}
