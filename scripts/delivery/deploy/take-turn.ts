import { changeLine, type Change } from "../../terraform/plan-changes";
import { Problem } from "../../problem";
import type { StateMark } from "../plan/plan-stack";
import type { StackPlan } from "../plan/stack-plan";
import { orFail } from "../plan/terraform";
import { beyond } from "./beyond";
import type { Hands } from "./stack-hands";
import { isStale } from "./terraform-says";
import { whenUnlocked, type Patience } from "./wait-for-lock";

/** One stack whose turn has come. */
export interface Turn {
  readonly reviewed: StackPlan;
  /** Whether this deployment has begun to change it in an earlier run. */
  readonly begun: boolean;
  readonly hands: Hands;
  readonly patience: Patience;
  /** Is told, and heard out, before anything of the stack is changed. */
  readonly begin: () => Promise<void>;
}

/** How many resources were changed; undefined where there was nothing to do. */
export type Applied = number | undefined;

function changesNothing({ changes, outputsChange, deferred }: StackPlan): boolean {
  return changes.length === 0 && !outputsChange && !deferred;
}

/**
 * Brings a stack to what was reviewed. Its saved plan is applied where the state is still the one that it was made from. One that could not be
 * planned truly before is planned now, and must do nothing but what was reviewed.
 *
 * @throws Problem where it must not be applied, or Terraform fails.
 */
export async function takeTurn(turn: Turn): Promise<Applied> {
  const { reviewed, begun, hands } = turn;
  if (changesNothing(reviewed)) return undefined;
  const mark = await hands.open();
  if (isSame(mark, reviewed) && reviewed.lineage !== undefined && !reviewed.deferred && reviewed.file !== undefined) {
    await turn.begin();
    return applyPlan(turn, reviewed);
  }
  const isNew = mark.lineage === undefined;
  if (isNew && !isSame(mark, reviewed)) throw new Problem(staleText(reviewed, []));
  if (isNew) await turn.begin();
  const anew = await hands.plan(isNew ? await startState(turn) : mark);
  if (changesNothing(anew)) return undefined;
  // Somebody has changed the state since, and it was not this deployment.
  if (!isSame(mark, reviewed) && !begun && !reviewed.deferred) throw new Problem(staleText(reviewed, anew.changes));
  const more = beyond(reviewed, anew.changes, begun);
  if (more.length > 0) throw new Problem(beyondText(reviewed, more));
  await turn.begin();
  return applyPlan(turn, anew);
}

function isSame(mark: StateMark, { serial, lineage }: StackPlan): boolean {
  return mark.serial === serial && mark.lineage === lineage;
}

async function startState({ reviewed: { stack }, hands, patience }: Turn): Promise<StateMark> {
  let mark: StateMark = {};
  const attempt = async () => {
    const started = await hands.startState();
    mark = started.mark;
    return started.finished;
  };
  const finished = await whenUnlocked(stack, attempt, patience);
  // Terraform puts no state over another one: somebody was quicker.
  if (finished.code !== 0 && (await hands.open()).lineage !== undefined) throw new Problem(staleText({ stack }, []));
  orFail(stack, "its state cannot be started", finished);
  return mark;
}

async function applyPlan({ hands, patience }: Turn, { stack, file = "", changes }: StackPlan): Promise<number> {
  const finished = await whenUnlocked(stack, () => hands.apply(file), patience);
  if (finished.code !== 0 && isStale(finished.stderr)) throw new Problem(staleText({ stack }, changes));
  orFail(stack, "the change failed half-way", finished);
  return changes.length;
}

/** @see https://github.com/hashicorp/terraform/blob/v1.11.4/internal/backend/local/backend_local.go */
function staleText({ stack }: Pick<StackPlan, "stack">, changes: readonly Change[]): string {
  return [
    `${stack}: its plan is stale. Somebody has changed the stack since it was planned, so that what was reviewed is not what would happen. It was not changed.`,
    ...(changes.length > 0 ? ["  what would change now:", ...changes.map((change) => `  ${changeLine(change)}`)] : []),
    "  to mend: plan again, and have that reviewed",
  ].join("\n");
}

function beyondText({ stack, deferred }: StackPlan, more: readonly Change[]): string {
  return [
    `${stack}: more would change than was reviewed. It was not changed.`,
    ...more.map((change) => `  ${changeLine(change)}`),
    ...(deferred ? [`  It could not be planned truly before: ${deferred.because.join("; ")}.`] : []),
    "  to mend: plan again, now that the stacks before it are as they will be, and have that reviewed",
  ].join("\n");
}
