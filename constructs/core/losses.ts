import type { Values } from "./plan-values";

/** A resource type whose data or identity is lost when it is recreated. */
export interface Stateful {
  /** Noun for reports: "database". */
  readonly noun: string;
  /** Consequence of the loss, as sentences. */
  readonly consequence: string;
  /** Whether this resource holds data of its own. @default always */
  readonly isStateful?: (before: Values) => boolean;
  /** Holds no data but is in the request path: deleting it is allowed, replacing it is not. @default false */
  readonly mayBeDeleted?: boolean;
}

/** An in-place change that deletes data or removes protection. */
export interface ReductionRule {
  /** Name of the attribute. */
  readonly attribute: string;
  readonly isReduced: (before: Values, after: Values) => boolean;
  /** Consequence, as a sentence. */
  readonly consequence: string;
}

/** Rules of one type. `losesData`: the change deletes data. `losesProtection`: nothing is lost yet, but a later mistake can delete data. */
export interface ReductionRules {
  /** Noun for reports: "database". */
  readonly noun: string;
  readonly losesData?: readonly ReductionRule[];
  readonly losesProtection?: readonly ReductionRule[];
}

/** Losses that the guard detects for the resource types of one kind. Every type is stateful or stateless. */
export interface Losses {
  readonly stateful: Readonly<Record<string, Stateful>>;
  /** Changes in place that lose data or protection, by type. */
  readonly reductions: Readonly<Record<string, ReductionRules>>;
  /** Types without data: the code defines them completely. */
  readonly stateless: readonly string[];
}
