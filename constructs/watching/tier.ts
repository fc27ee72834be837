/** A tier of watches, declared by the folder of its resource, for example `queue`. Each tier is a section of the dashboards. */
export interface Tier<Name extends string = string> {
  readonly tier: Name;
  /** Title of its section. @default no section of its own */
  readonly title?: string;
  /** Order of the sections, from the edge (10) to the shared foundations (100 and more). */
  readonly rank: number;
  /** Whether it receives user traffic first, so that its golden signals are at the top of a region's dashboard. @default false */
  readonly front?: true;
}

/** Tiers in the order of their ranks. */
export function byRank<Name extends string>(tiers: readonly Tier<Name>[]): readonly Tier<Name>[] {
  return [...tiers].sort((a, b) => a.rank - b.rank);
}
