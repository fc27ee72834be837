import { changeLine, type Change } from "../terraform/plan-changes";
import { Refused } from "../problem";
import type { Finished } from "../process/run";
import type { StateVersion } from "../plan/plan-stack";
import type { StackPlan } from "../plan/stack-plan";
import { orFail } from "../terraform/terraform";
import { unreviewedChanges } from "./unreviewed-changes";
import { recoverState } from "../terraform/recover-state";
import type { StackOperations } from "./stack-operations";
import { isStale } from "../terraform/terraform-errors";
import { retryWhileLocked, type WaitOptions } from "../terraform/wait-for-lock";

/** What is kept of a stack for a later run of the same deployment. */
export interface ApplyHooks {
  /** Is told, and heard out, before anything of the stack is changed. */
  readonly begin: () => Promise<void>;
  /** Is told which version of its state this deployment has left. */
  readonly leave: (mark: StateVersion) => Promise<void>;
}

/** One stack whose turn has come. */
export interface StackApply {
  readonly reviewed: StackPlan;
  /** The version of its state that an earlier run of this deployment has left; undefined where none has. */
  readonly left: StateVersion | undefined;
  readonly hands: StackOperations;
  readonly patience: WaitOptions;
  readonly notes: ApplyHooks;
}

/** How many resources were changed; undefined where there was nothing to do. */
export type AppliedChanges = number | undefined;

function changesNothing({ changes, outputsChange, deferred, places = [] }: StackPlan): boolean {
  return changes.length === 0 && !outputsChange && !deferred && places.length === 0;
}

/**
 * Brings a stack to what was reviewed. Its saved plan is applied where the state is still the one that it was made from. One that could not be
 * planned truly before is planned now, and so is one that an earlier run of this deployment has left half done; then it must do nothing but
 * what was reviewed. Where anybody else has changed the state since, nothing is done.
 *
 * @throws Problem where it must not be applied, or Terraform fails.
 */
export async function applyReviewed(turn: StackApply): Promise<AppliedChanges> {
  const { reviewed, left, hands: operations, notes } = turn;
  if (changesNothing(reviewed)) return undefined;
  const mark = await operations.open();
  const [asReviewed, asLeft] = [isSame(mark, reviewed), left !== undefined && isSame(mark, left)];
  if (mark.lineage === undefined && !asReviewed) throw new Refused(staleText(reviewed, []));
  if (asReviewed && mark.lineage !== undefined && !reviewed.deferred && reviewed.file !== undefined) return applyPlan(turn, reviewed);
  if (mark.lineage === undefined) await notes.begin();
  const anew = await operations.plan(mark.lineage === undefined ? await startState(turn) : mark);
  if (changesNothing(anew)) return undefined;
  if (!asReviewed && !asLeft) throw new Refused(staleText(reviewed, anew.changes));
  const more = unreviewedChanges(reviewed, anew.changes, asLeft);
  if (more.length > 0) throw new Refused(beyondText(reviewed, more));
  return applyPlan(turn, anew);
}

function isSame(mark: StateVersion, { serial, lineage }: StateVersion): boolean {
  return mark.serial === serial && mark.lineage === lineage;
}

async function startState({ reviewed: { stack }, hands: operations, patience, notes }: StackApply): Promise<StateVersion> {
  let mark: StateVersion = {};
  const attempt = async () => {
    const started = await operations.startState();
    mark = started.mark;
    return started.finished;
  };
  const finished = await retryWhileLocked(stack, attempt, patience);
  // Terraform puts no state over another one: somebody was quicker.
  if (finished.code !== 0 && (await operations.open()).lineage !== undefined) throw new Refused(staleText({ stack }, []));
  orFail(stack, "its state cannot be started", finished);
  await notes.leave(mark);
  return mark;
}

async function applyPlan({ hands: operations, patience, notes }: StackApply, { stack, file = "", changes }: StackPlan): Promise<number> {
  await notes.begin();
  const finished = await retryWhileLocked(stack, () => operations.apply(file), patience);
  if (finished.code !== 0 && isStale(finished.stderr)) throw new Refused(staleText({ stack }, changes));
  const rescued = await recoverState(stack, operations.rescue, finished, patience);
  try {
    await notes.leave(await operations.open());
  } catch (error) {
    // Then the next run takes what is there for somebody else's. What Terraform said weighs more.
    if (finished.code === 0) throw error;
  }
  orFail(stack, "the change failed half-way", rescued === undefined ? finished : withWord(finished, rescued));
  return changes.length;
}

/** In place of Terraform's own advice, which is on a file that a person does not find any more. */
function withWord(finished: Finished, rescued: string): Finished {
  return { ...finished, code: finished.code || 1, stderr: `${finished.stderr}\n\nError: ${rescued}\n` };
}

/** @see https://github.com/hashicorp/terraform/blob/v1.11.4/internal/backend/local/backend_local.go */
function staleText({ stack }: Pick<StackPlan, "stack">, changes: readonly Change[]): string {
  return [
    `${stack}: its plan is stale. Somebody has changed the stack since it was planned, so that what was reviewed is not what would happen. It was not changed.`,
    ...(changes.length > 0 ? ["  what would change now:", ...changes.map((change) => `  ${changeLine(change)}`)] : []),
    "  fix: plan again, and have that reviewed",
  ].join("\n");
}

function beyondText({ stack, deferred }: StackPlan, more: readonly Change[]): string {
  return [
    `${stack}: more would change than was reviewed. It was not changed.`,
    ...more.map((change) => `  ${changeLine(change)}`),
    ...(deferred ? [`  It could not be planned truly before: ${deferred.because.join("; ")}.`] : []),
    "  fix: plan again, now that the stacks before it are as they will be, and have that reviewed",
  ].join("\n");
}
