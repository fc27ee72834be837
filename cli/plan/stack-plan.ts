import type { Change } from "../terraform/plan-changes";

/** The plan of one stack. */
export interface StackPlan {
  readonly stack: string;
  /** Region of a regional stack. */
  readonly region?: string;
  readonly changes: readonly Change[];
  /** Whether its outputs would change. */
  readonly outputsChange: boolean;
  /** Moved and imported resources, as text. */
  readonly places?: readonly string[];
  /**
   * Why it could not be planned exactly: its upstream outputs do not exist yet or will change. Its changes are then the expected ones, for the
   * review. The stack is replanned at apply time.
   */
  readonly deferred?: { readonly because: readonly string[] };
  /** The plan file, mode 0600. Undefined if there are no changes, or if the plan must not be applied. */
  readonly file?: string;
  /** Version of the state that it was made from. Undefined if there was no state. */
  readonly serial?: number;
  readonly lineage?: string;
  /** Existing resources per type, before the plan. */
  readonly existing?: Readonly<Record<string, number>>;
}
