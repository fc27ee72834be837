import type { Tier } from "../../watching/tier";
import type { GraphSignal, Watch } from "../../watching/watch";
import type { DashboardBody, PlacedWidget } from "./body";
import { pages } from "./layout";
import { alarmGroup, goldenSignals, graphGroup, graphTile, header, tierSections } from "./sections";

/** The graphs of a service's SLOs. */
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
  /** The user-facing watches: the top row has, for each golden signal, the first watch with that signal. */
  readonly front: readonly Watch[];
  /** All watches, including those in `front`. */
  readonly watches: readonly Watch[];
  /** @default none */
  readonly objectives?: readonly ObjectiveLines[];
  /** The folder of the runbooks, a URL or a path, without a trailing slash. @default "docs/runbooks" */
  readonly runbooks?: string;
}

/**
 * The dashboard of a region: alarms and golden signals without scrolling, then tier by tier. It is split into several if CloudWatch's
 * limits require it.
 *
 * @example regionDashboard({ tiers: TIERS, region: "us-east-1", pageAlarms, front: [loadBalancer, api], watches: [loadBalancer, api, main] })
 */
export function regionDashboard(props: RegionDashboardProps): readonly DashboardBody[] {
  const { tiers, region, pageAlarms, front, watches, objectives = [], runbooks } = props;
  const golden = goldenSignals(front).map(({ watch, signal }) => graphTile(signal, region, watch.name));
  return bodies(
    pages([
      { groups: [alarmGroup(`${region}: paging alarms`, pageAlarms), { tiles: golden, perRow: 4 }] },
      { header: header("SLOs"), groups: objectiveGroups(objectives, region) },
      ...tierSections(tiers, watches, region, runbooks),
    ]),
  );
}

export function objectiveGroups(objectives: readonly ObjectiveLines[], region: string, prefix = "") {
  return objectives.map(({ service, signals }) => graphGroup(signals, region, `${prefix}${service}`));
}

/** Initial time range: long enough to show when a problem started. */
const START = "-PT3H";

export function bodies(all: readonly (readonly PlacedWidget[])[]): readonly DashboardBody[] {
  return all.map((widgets) => ({ start: START, periodOverride: "inherit", widgets }));
}
