import { byImpact, countsOf, formatCounts, type Counts } from "../terraform/change-counts";
import { changeLine, withoutValues, type Action, type Change, type ListedChange } from "../terraform/plan-changes";
import { NO_COLORS, type Colors } from "../text/color";
import { count } from "../text/markdown";
import type { StackPlan } from "./stack-plan";

/** The line of a stack, printed as soon as it is planned. */
export function stackPlanLine({ stack, changes, outputsChange, deferred, places = [] }: StackPlan): string {
  const others = outputsChange ? "outputs only" : places.length > 0 ? "only moved in state" : "no changes";
  const text = changes.length > 0 ? formatCounts(countsOf(changes)) : others;
  return `  ${stack}: ${text}${deferred ? ", replanned at apply" : ""}`;
}

export interface PlanTextOptions {
  readonly environment: string;
  /** Lists the address of every change. @default only of replaced, destroyed and removed resources */
  readonly full?: boolean;
  readonly colors?: Colors;
}

/** The plans of an environment: plans to apply, and unchanged stacks. */
export interface PlannedStacks {
  readonly plans: readonly StackPlan[];
  readonly same: readonly StackPlan[];
}

/** Changes that are always named. */
const ENDING: readonly Action[] = ["delete", "replace", "forget"];

/** The total of all stacks, and the addresses of changes: by default only of changes that end a resource, which are few and must not be overlooked. */
export function planLines({ plans, same }: PlannedStacks, options: PlanTextOptions): string[] {
  const { environment, full = false, colors = NO_COLORS } = options;
  const changing = plans.filter(({ changes }) => changes.length > 0);
  const all = changing.flatMap(({ changes }) => changes);
  const stacks = changing.length > 0 ? ` in ${changing.length} of ${count(plans.length + same.length, "stack")}` : "";
  const isNamed = ({ action }: Change) => full || ENDING.includes(action);
  const named = changing.flatMap(({ stack, changes }) => {
    const lines = byImpact(changes.filter(isNamed)).map((change) => paintLine(change, colors));
    return lines.length > 0 ? ["", `${stack}:`, ...lines] : [];
  });
  const hidden = all.filter((change) => !isNamed(change)).length;
  return [
    colors.bold(`Plan for ${environment}: ${formatCounts(countsOf(all))}${stacks}`),
    ...named,
    ...(hidden > 0 ? ["", colors.dim(`${count(hidden, "address is", "addresses are")} not listed: use --full.`)] : []),
  ];
}

function paintLine(change: Change, { red, yellow, green }: Colors): string {
  const paints: Readonly<Record<Action, (text: string) => string>> = {
    create: green,
    update: yellow,
    replace: red,
    delete: red,
    forget: red,
  };
  return paints[change.action](changeLine(change));
}

/** A plan as JSON for scripts. It contains no attribute values, because they may contain secrets. */
export interface PlanJson {
  readonly environment: string;
  readonly counts: Counts;
  readonly stacks: readonly {
    readonly stack: string;
    readonly counts: Counts;
    readonly outputsChange: boolean;
    readonly replannedAtApply: boolean;
    readonly changes: readonly ListedChange[];
  }[];
}

export function planJson({ plans, same }: PlannedStacks, environment: string): PlanJson {
  const stacks = [...plans, ...same].map(({ stack, changes, outputsChange, deferred }) => ({
    stack,
    counts: countsOf(changes),
    outputsChange,
    replannedAtApply: deferred !== undefined,
    changes: withoutValues(byImpact(changes)),
  }));
  return { environment, counts: countsOf(plans.flatMap(({ changes }) => changes)), stacks };
}
