import { changeLine, type Change } from "../terraform/plan-changes";
import { Problem, Refused } from "../problem";
import type { StateVersion } from "../plan/plan-stack";
import type { StackPlan } from "../plan/stack-plan";
import { errorsOf, orFail } from "../terraform/terraform";
import { unreviewedChanges } from "./unreviewed-changes";
import { recoverState } from "../terraform/recover-state";
import type { StackOperations } from "./stack-operations";
import { isStale } from "../terraform/terraform-errors";
import { retryWhileLocked, type WaitOptions } from "../terraform/wait-for-lock";

/** Records the progress of a stack for a later run of the same deployment. */
export interface ApplyHooks {
  /** Awaited before the first change to the stack. */
  readonly begin: () => Promise<void>;
  /** Receives the version of the state after this deployment changed it. */
  readonly recordState: (version: StateVersion) => Promise<void>;
}

/** The apply of one stack. */
export interface StackApply {
  readonly reviewed: StackPlan;
  /** The version of its state after an earlier run of this deployment. Undefined if no run has changed it. */
  readonly lastState: StateVersion | undefined;
  readonly operations: StackOperations;
  readonly lockWait: WaitOptions;
  readonly hooks: ApplyHooks;
}

/** The number of changed resources. Undefined if there were no changes. */
export type AppliedChanges = number | undefined;

function changesNothing({ changes, outputsChange, deferred, places = [] }: StackPlan): boolean {
  return changes.length === 0 && !outputsChange && !deferred && places.length === 0;
}

/**
 * Applies the reviewed changes of a stack. The saved plan is applied if the state has not changed since planning. A deferred stack, and one that
 * an earlier run of this deployment has partially applied, is replanned; the new plan must contain only reviewed changes. If another process
 * has changed the state, nothing is applied.
 *
 * @throws Problem if the plan must not be applied, or if Terraform fails.
 */
export async function applyReviewed(apply: StackApply): Promise<AppliedChanges> {
  const { reviewed, lastState, operations, hooks } = apply;
  if (changesNothing(reviewed)) return undefined;
  const version = await operations.open();
  const [asReviewed, asRecorded] = [isSame(version, reviewed), lastState !== undefined && isSame(version, lastState)];
  if (version.lineage === undefined && !asReviewed) throw new Refused(staleText(reviewed, []));
  if (asReviewed && version.lineage !== undefined && !reviewed.deferred && reviewed.file !== undefined) return applyPlan(apply, reviewed);
  if (version.lineage === undefined) await hooks.begin();
  const newPlan = await operations.plan(version.lineage === undefined ? await startState(apply) : version);
  if (changesNothing(newPlan)) return undefined;
  if (!asReviewed && !asRecorded) throw new Refused(staleText(reviewed, newPlan.changes));
  const unreviewed = unreviewedChanges(reviewed, newPlan.changes, asRecorded);
  if (unreviewed.length > 0) throw new Refused(unreviewedText(reviewed, unreviewed));
  return applyPlan(apply, newPlan);
}

function isSame(version: StateVersion, { serial, lineage }: StateVersion): boolean {
  return version.serial === serial && version.lineage === lineage;
}

async function startState({ reviewed: { stack }, operations, lockWait, hooks }: StackApply): Promise<StateVersion> {
  let version: StateVersion = {};
  const attempt = async () => {
    const started = await operations.startState();
    version = started.version;
    return started.finished;
  };
  const finished = await retryWhileLocked(stack, attempt, lockWait);
  // Terraform does not overwrite a state of another lineage: another process created one first.
  if (finished.code !== 0 && (await operations.open()).lineage !== undefined) throw new Refused(staleText({ stack }, []));
  orFail(stack, "its state cannot be created", finished);
  await hooks.recordState(version);
  return version;
}

async function applyPlan({ operations, lockWait, hooks }: StackApply, { stack, file = "", changes }: StackPlan): Promise<number> {
  await hooks.begin();
  const finished = await retryWhileLocked(stack, () => operations.apply(file), lockWait);
  if (finished.code !== 0 && isStale(finished.stderr)) throw new Refused(staleText({ stack }, changes));
  const recovered = await recoverState(stack, operations.recovery, finished, lockWait);
  try {
    await hooks.recordState(await operations.open());
  } catch (error) {
    // Without the record, the next run treats the state as changed by another process. Terraform's own error takes precedence.
    if (finished.code === 0) throw error;
  }
  const complaint = "the apply failed; the stack may be partially applied";
  // The recovery is shown whole, after Terraform's error, whose own advice names a file that no longer exists.
  if (recovered !== undefined) throw new Problem(`${stack}: ${complaint}.\n\n${errorsOf(finished)}\n\n${recovered}`, finished.log);
  orFail(stack, complaint, finished);
  return changes.length;
}

/** @see https://github.com/hashicorp/terraform/blob/v1.11.4/internal/backend/local/backend_local.go */
function staleText({ stack }: Pick<StackPlan, "stack">, changes: readonly Change[]): string {
  return [
    `${stack}: the plan is stale: the state changed after planning. The stack was not changed.`,
    ...(changes.length > 0 ? ["  changes in a new plan:", ...changes.map((change) => `  ${changeLine(change)}`)] : []),
    "  fix: plan again, and get the new plan reviewed",
  ].join("\n");
}

function unreviewedText({ stack, deferred }: StackPlan, unreviewed: readonly Change[]): string {
  return [
    `${stack}: the new plan contains unreviewed changes. The stack was not changed.`,
    ...unreviewed.map((change) => `  ${changeLine(change)}`),
    ...(deferred ? [`  The reviewed plan was an estimate. The stack ${deferred.because.join("; ")}.`] : []),
    "  fix: plan again, now that the upstream stacks are applied, and get the new plan reviewed",
  ].join("\n");
}
