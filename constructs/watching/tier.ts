/** What a watch belongs to: one of the tiers that its folder declares, for example `queue`. Each is a section of the dashboards. */
export interface Tier<Name extends string = string> {
  readonly tier: Name;
  /** Of its section. @default no section: the graphs stand elsewhere */
  readonly title?: string;
  /** Place among the sections: from what users meet first (10) to what everything stands on (100 and more). */
  readonly rank: number;
  /** Whether users meet it first, so that its golden signals are at the top of a region's dashboard. @default no */
  readonly front?: true;
}

/** Tiers in the order of their ranks. */
export function byRank<Name extends string>(tiers: readonly Tier<Name>[]): readonly Tier<Name>[] {
  return [...tiers].sort((a, b) => a.rank - b.rank);
}
