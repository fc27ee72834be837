import type { Change } from "../terraform/plan-changes";

/** What a plan would do to one stack. */
export interface StackPlan {
  readonly stack: string;
  /** Of a stack that stands in one region. */
  readonly region?: string;
  readonly changes: readonly Change[];
  /** Whether what other stacks read of it would change. */
  readonly outputsChange: boolean;
  /** What only gets another place in the state, in words: moved or imported. */
  readonly places?: readonly string[];
  /**
   * Why it could not be planned truly yet: what it reads is not there, or will change with a stack before it. Its changes are then those
   * that follow from what is known, for the review; it is planned again when its turn comes.
   */
  readonly deferred?: { readonly because: readonly string[] };
  /** The plan file, mode 0600; none where there is nothing to apply, or nothing that may be applied as it is. */
  readonly file?: string;
  /** Of the state that it was made from; none where there was no state. */
  readonly serial?: number;
  readonly lineage?: string;
  /** How many resources of each type the stack has before it. */
  readonly existing?: Readonly<Record<string, number>>;
}
