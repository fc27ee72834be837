import { isDeepStrictEqual } from "node:util";
import type { StackPlan } from "../plan/stack-plan";
import type { Change } from "../terraform/plan-changes";
import { MONITORING, tierOf } from "../cdktf/tiers";
import { movedRoutes } from "./moved-routes";
import { isRenamed } from "./renamed-services";
import { TRAFFIC, type TrafficRow } from "./traffic-rows";

/** The parts of a stack's plan that are read here. */
export type TrafficPlan = Pick<StackPlan, "stack" | "changes">;

/** A change that takes away what serves before its replacement serves. */
export interface Cut {
  readonly stack: string;
  readonly change: Change;
  /** Noun for reports: "listener". */
  readonly noun: string;
  /** Why the plan has a gap. Completes the sentence "… would cut the listener X: …". */
  readonly because: string;
  /** The consequence, as one or more sentences. */
  readonly meaning: string;
  /** The way to make the change without a gap, as one or more sentences. */
  readonly steps: string;
}

/** A deletion without a replacement: its owner is removed too, or the environment no longer wants it. */
export type Removal = Pick<Cut, "stack" | "change" | "noun" | "meaning">;

/** One change of the whole plan, with its stack. */
interface Placed {
  readonly stack: string;
  readonly change: Change;
}

/**
 * The changes that take away what serves before its replacement serves. All plans of a deployment are compared, because Terraform gives no order
 * between a deletion in one stack and a creation in another, and none between unrelated resources of one stack.
 */
export function trafficCuts(plans: readonly TrafficPlan[]): Cut[] {
  return judged(plans).flatMap(({ placed, row, because }) =>
    because === undefined ? [] : [{ ...placed, noun: row.noun, because, meaning: row.meaning, steps: row.steps }],
  );
}

/** The deletions that are not cuts, of resources that serve. They are reported, because requests that still use them fail. */
export function trafficRemovals(plans: readonly TrafficPlan[]): Removal[] {
  return judged(plans).flatMap(({ placed, row, because }) =>
    because === undefined && placed.change.action === "delete" ? [{ ...placed, noun: row.noun, meaning: row.meaning }] : [],
  );
}

/** The row of a type that serves. Undefined for other types. */
export function trafficRow(type: string): TrafficRow | undefined {
  return Object.hasOwn(TRAFFIC, type) ? TRAFFIC[type] : undefined;
}

function judged(plans: readonly TrafficPlan[]) {
  const all = plans.flatMap(({ stack, changes }) => changes.map((change): Placed => ({ stack, change })));
  const moved = movedRoutes(all.map(({ change }) => change));
  return all.flatMap((placed) => {
    const row = trafficRow(placed.change.type);
    return row ? [{ placed, row, because: gapOf(placed, row, all, moved) }] : [];
  });
}

/** Why a change has a gap. Undefined if it has none. */
function gapOf(placed: Placed, row: TrafficRow, all: readonly Placed[], moved: ReadonlySet<Change>): string | undefined {
  const { change } = placed;
  if (moved.has(change)) return "its hosts and paths move to another rule, in no order";
  if (change.action === "replace") return replacedBecause(change, row);
  if (change.action === "update") {
    const ended = (row.atOnce ?? []).filter((name) => change.attributes.includes(name) && hasValue(change.before[name]));
    return ended.length > 0 ? `${ended.join(", ")} changes in place, without a time in which both values are valid` : undefined;
  }
  return change.action === "delete" ? deletedBecause(placed, row, all) : undefined;
}

function replacedBecause({ createsFirst = false }: Change, { startsEmpty = false }: TrafficRow): string | undefined {
  if (!createsFirst) return "it is deleted before its replacement is created";
  return startsEmpty ? "its replacement does not serve yet when it is deleted" : undefined;
}

function deletedBecause(placed: Placed, row: TrafficRow, all: readonly Placed[]): string | undefined {
  const { stack, change } = placed;
  const others = all.filter((one) => one.change !== change);
  const user = others.find((one) => isUserOf(one, change) && !(row.deletedLast && one.stack === stack));
  if (user) return `${user.change.address} still uses it when it is deleted`;
  if (row.endsWithPeer && others.some(({ change: one }) => one.action === "delete" && refersTo(change, one))) return undefined;
  const successor = others.find(({ change: one }) => one.action === "create" && one.type === change.type && hasRole(one, change, row));
  if (successor) return `${successor.change.address} replaces it, in no order`;
  if (change.type !== "aws_ecs_service") return undefined;
  return isRenamed(
    change,
    others.map(({ change: one }) => one),
  )
    ? "another service with the same image replaces it, in no order"
    : undefined;
}

/** Whether a resource that stays uses another one until it is changed. Monitoring and permissions only name it. */
function isUserOf({ change: user }: Placed, used: Change): boolean {
  const stays = user.action === "update" || user.action === "replace";
  return stays && tierOf(user.type) !== MONITORING && !user.type.startsWith("aws_iam_") && refersTo(user, used);
}

/** Whether the values of a resource contain the identifier of another one. Values can be JSON in a string. */
function refersTo({ before }: Change, { before: { id, arn } }: Change): boolean {
  const text = JSON.stringify(before).replaceAll("\\", "");
  return [id, arn].some((name) => typeof name === "string" && name !== "" && text.includes(`"${name}"`));
}

function hasRole({ after }: Change, { before }: Change, { role = [] }: TrafficRow): boolean {
  return role.some((names) => names.every((name) => hasValue(before[name]) && isDeepStrictEqual(before[name], after[name])));
}

function hasValue(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}
