import type { Tier } from "../../watching/tier";
import type { GraphSignal, Watch } from "../../watching/watch";
import type { DashboardBody } from "./body";
import { type Group, pages } from "./layout";
import { bodies, objectiveGroups, type ObjectiveLines } from "./region-dashboard";
import { alarmGroup, GOLDEN, goldenSignals, graphGroup, graphTile, header, tierSections } from "./sections";

export interface RegionAtAGlance {
  readonly region: string;
  /** ARNs of the alarms that page. */
  readonly pageAlarms: readonly string[];
  /** The user-facing watches, as in the region's own dashboard. */
  readonly front: readonly Watch[];
  /** @default none */
  readonly objectives?: readonly ObjectiveLines[];
}

export interface GlobalDashboardProps {
  /** All tiers; those with a title are sections. */
  readonly tiers: readonly Tier[];
  /** The region of global metrics: CloudFront and Route 53 publish in us-east-1. */
  readonly region: string;
  /** ARNs of the global paging alarms. */
  readonly pageAlarms: readonly string[];
  /** CDN, firewall and other global resources. */
  readonly watches: readonly Watch[];
  /** Lines of Route 53's health checks. @default none */
  readonly healthChecks?: readonly GraphSignal[];
  readonly regions: readonly RegionAtAGlance[];
  /** The folder of the runbooks, a URL or a path, without a trailing slash. @default "docs/runbooks" */
  readonly runbooks?: string;
}

/** Maximum number of regions side by side: narrower graphs are unreadable. */
const REGIONS_PER_ROW = 4;

/**
 * The dashboard of the whole environment: alarms of all regions, error budgets, health checks, the regions side by side, and the CDN. It
 * first shows whether one region or all regions are affected.
 */
export function globalDashboard(props: GlobalDashboardProps): readonly DashboardBody[] {
  const { tiers, region, pageAlarms, watches, healthChecks = [], regions, runbooks } = props;
  return bodies(
    pages([
      {
        groups: [
          alarmGroup("Global: paging alarms", pageAlarms),
          ...regions.map((one) => alarmGroup(`${one.region}: paging alarms`, one.pageAlarms)),
        ],
      },
      { header: header("Regions side by side"), groups: GOLDEN.map((signal) => sideBySide(regions, signal)) },
      { header: header("Health checks"), groups: [graphGroup(healthChecks, region)] },
      {
        header: header("SLOs"),
        groups: regions.flatMap((one) => objectiveGroups(one.objectives ?? [], one.region, `${one.region} `)),
      },
      ...tierSections(tiers, watches, region, runbooks),
    ]),
  );
}

function sideBySide(regions: readonly RegionAtAGlance[], wanted: (typeof GOLDEN)[number]): Group {
  const tiles = regions.flatMap(({ region, front }) =>
    goldenSignals(front)
      .filter(({ signal }) => signal.signal === wanted)
      .map(({ signal }) => graphTile(signal, region, region)),
  );
  return { tiles, perRow: REGIONS_PER_ROW };
}
