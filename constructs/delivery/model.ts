import type { Duration, Percent } from "../../language/units";

/** How fast a change may reach everything. */
export interface Rollout {
  /** Between a region and the next, without an alarm that pages. */
  readonly bakeTime: Duration;
  /** The share of what serves a region that may change at once. */
  readonly changeLimit: Percent;
}

/** Who plans and deploys, as it is built: a part of the model. */
export interface Delivery {
  readonly repository: GithubRepository;
  /** Branches and tags that may be deployed, sorted: `refs/heads/main`, or `refs/tags/v*`. */
  readonly refs: readonly string[];
  /** Which jobs may plan: those on every branch, or those in one GitHub environment and on reviewed branches. */
  readonly plans: "branches" | "environment";
  /** Branches that get commits only through reviewed pull requests, sorted. */
  readonly reviewedBranches: readonly string[];
  /** Whether GitHub's OIDC provider, of which an account has one, is made here. */
  readonly provider: "new" | "existing";
  /** Who pushes images. */
  readonly images: { readonly repository: GithubRepository; readonly refs: readonly string[] };
  /** The environments that the roles are for, by the beginning of their names (`pull*`). Undefined: for this one. */
  readonly environments?: string;
}

export interface GithubRepository {
  /** `owner/name` */
  readonly name: string;
  readonly ownerId: string;
  readonly id: string;
  /** Whether subjects name it with its numbers, or by names alone. */
  readonly subject: "immutable" | "names";
}
