import type { Tier } from "../../watching/tier";
import type { GraphSignal, Watch } from "../../watching/watch";
import type { DashboardBody, PlacedWidget } from "./body";
import { pages } from "./layout";
import { alarmGroup, goldenSignals, graphGroup, graphTile, header, tierSections } from "./sections";

/** The lines of a service's objectives. */
export interface ObjectiveLines {
  readonly service: string;
  readonly signals: readonly GraphSignal[];
}

export interface RegionDashboardProps {
  /** All tiers; those with a title are sections. */
  readonly tiers: readonly Tier[];
  readonly region: string;
  /** ARNs of the alarms that page. */
  readonly pageAlarms: readonly string[];
  /** What the region's users meet: for each golden signal the first of these that has it is at the top. */
  readonly front: readonly Watch[];
  /** All that is watched, the front included. */
  readonly watches: readonly Watch[];
  /** @default none */
  readonly objectives?: readonly ObjectiveLines[];
  /** The folder of the runbooks, a URL or a path, without a slash at its end. @default "docs/runbooks" */
  readonly runbooks?: string;
}

/**
 * The dashboard of a region: what is wrong and what users see of it without scrolling, then tier by tier. More than one where CloudWatch's
 * limits demand it.
 *
 * @example regionDashboard({ tiers: TIERS, region: "us-east-1", pageAlarms, front: [loadBalancer, api], watches: [loadBalancer, api, main] })
 */
export function regionDashboard(props: RegionDashboardProps): readonly DashboardBody[] {
  const { tiers, region, pageAlarms, front, watches, objectives = [], runbooks } = props;
  const golden = goldenSignals(front).map(({ watch, signal }) => graphTile(signal, region, watch.name));
  return bodies(
    pages([
      { groups: [alarmGroup(`${region}: alarms that page`, pageAlarms), { tiles: golden, perRow: 4 }] },
      { header: header("Objectives"), groups: objectiveGroups(objectives, region) },
      ...tierSections(tiers, watches, region, runbooks),
    ]),
  );
}

export function objectiveGroups(objectives: readonly ObjectiveLines[], region: string, prefix = "") {
  return objectives.map(({ service, signals }) => graphGroup(signals, region, `${prefix}${service}`));
}

/** What a dashboard shows when it is opened: enough to see whether it has always been so tonight. */
const START = "-PT3H";

export function bodies(all: readonly (readonly PlacedWidget[])[]): readonly DashboardBody[] {
  return all.map((widgets) => ({ start: START, periodOverride: "inherit", widgets }));
}
