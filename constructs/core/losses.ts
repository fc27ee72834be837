import type { Values } from "./plan-values";

/** A type of resource that is not had again by making it again. */
export interface Stateful {
  /** What it is, for a person. */
  readonly what: string;
  /** What is lost with it. */
  readonly losing: string;
  /** Whether this very one holds anything of its own. @default each does */
  readonly holds?: (before: Values) => boolean;
  /** It holds nothing, but nobody can be without it for a moment: it may end with what it serves, and must not be replaced. @default false */
  readonly mayEnd?: boolean;
}

/** A change in place after which less is kept, or less is safe. */
export interface ReductionRule {
  /** What of it: the names of its attributes as people know them. */
  readonly attribute: string;
  readonly isReduced: (before: Values, after: Values) => boolean;
  /** What it means. */
  readonly means: string;
}

/** Losing: it takes something away by itself. Protecting: it takes away what stood between that and a mistake. */
export interface ReductionRules {
  /** What the resource is, for a person. */
  readonly what: string;
  readonly losesData?: readonly ReductionRule[];
  readonly losesProtection?: readonly ReductionRule[];
}

/** What the guard knows of one kind's types of resources. Every type is stateful or stateless. */
export interface Losses {
  readonly stateful: Readonly<Record<string, Stateful>>;
  /** Changes in place that lose data or protection, by type. */
  readonly reductions: Readonly<Record<string, ReductionRules>>;
  /** Types that hold nothing: all that they say is in the code. */
  readonly stateless: readonly string[];
}
