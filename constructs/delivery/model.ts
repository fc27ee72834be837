import type { Duration, Percent } from "../../language/units";

/** Limits of a rollout. */
export interface Rollout {
  /** Time between regions during which no paging alarm must fire. */
  readonly bakeTime: Duration;
  /** Change limit: maximum percentage of a region's resources, without monitoring, that change in one deployment. */
  readonly changeLimit: Percent;
}

/** The resolved settings of the pipeline. */
export interface Delivery {
  readonly repository: GithubRepository;
  /** Branches and tags that can be deployed, sorted: `refs/heads/main`, or `refs/tags/v*`. */
  readonly refs: readonly string[];
  /** Jobs that can plan: those on every branch, or those in one GitHub environment and on reviewed branches. */
  readonly plans: "branches" | "environment";
  /** Branches that receive commits only through reviewed pull requests, sorted. */
  readonly reviewedBranches: readonly string[];
  /** Whether this environment creates GitHub's OIDC provider; an account has only one. */
  readonly provider: "new" | "existing";
  /** The repository and refs whose jobs can push images. */
  readonly images: { readonly repository: GithubRepository; readonly refs: readonly string[] };
  /** Prefix of the environments that the roles deploy (`pull*`). Undefined: only this one. */
  readonly environments?: string;
}

export interface GithubRepository {
  /** `owner/name` */
  readonly name: string;
  readonly ownerId: string;
  readonly id: string;
  /** Whether token subjects contain the repository's IDs, or only its names. */
  readonly subject: "immutable" | "names";
}
