import { byRank, type Tier } from "../../watching/tier";
import type { GraphSignal, Signal, Watch } from "../../watching/watch";
import type { Group, Section, Tile } from "./layout";
import { alarmStates, graph, runbookLinks, text } from "./widgets";

/** The four golden signals, in the order of reading. */
export const GOLDEN: readonly Signal["signal"][] = ["latency", "traffic", "errors", "saturation"];

const GRAPH_HEIGHT = 6;
const PER_ROW = 4;

/** Characters in a full-width line, and alarms side by side. */
const LINE = 150;
const ALARMS_PER_LINE = 6;

/** Alarm states come first, but must leave space for graphs on the same screen. */
const MOST_ALARM_LINES = 6;

export function header(title: string, more = ""): Tile {
  // Link addresses are not visible.
  const seen = more.replace(/\]\([^)]*\)/g, "]").length;
  return { widget: text(more === "" ? `## ${title}` : `## ${title}\n${more}`), height: 1 + Math.ceil(seen / LINE) };
}

/** Without alarms: no tiles. */
export function alarmGroup(title: string, arns: readonly string[]): Group {
  const tiles = alarmStates(title, arns).map((widget) => ({
    widget,
    height: 1 + Math.min(Math.ceil(widget.properties.alarms.length / ALARMS_PER_LINE), MOST_ALARM_LINES),
  }));
  return { tiles, perRow: 1 };
}

export function graphTile(signal: GraphSignal, region: string, prefix?: string): Tile {
  return { widget: graph(signal, region, prefix), height: GRAPH_HEIGHT };
}

export function graphGroup(signals: readonly GraphSignal[], region: string, prefix?: string): Group {
  return { tiles: signals.map((signal) => graphTile(signal, region, prefix)), perRow: PER_ROW };
}

/**
 * A section for each tier with watches, in triage order, with the runbooks of its alarms.
 *
 * @throws RangeError for a watch with an unknown tier, which no dashboard would show.
 */
export function tierSections(tiers: readonly Tier[], watches: readonly Watch[], region: string, runbooks?: string): readonly Section[] {
  for (const { tier, name } of watches)
    if (!tiers.some((known) => known.tier === tier && known.title !== undefined))
      throw new RangeError(
        `the watch "${name}" has tier "${tier}", which is not a section of the dashboards; sections are ${titled(tiers).join(", ")}: declare the tier, with a title, in the folder of the watch`,
      );
  return byRank(tiers).flatMap(({ tier, title }) => {
    if (title === undefined) return [];
    const found = watches.filter((watch) => watch.tier === tier);
    const slugs = found.flatMap(({ alarms }) => alarms.flatMap(({ runbook }) => (runbook === undefined ? [] : [runbook])));
    return [
      { header: header(title, runbookLinks(slugs, runbooks)), groups: found.map(({ name, signals }) => graphGroup(signals, region, name)) },
    ];
  });
}

function titled(tiers: readonly Tier[]): readonly string[] {
  return byRank(tiers).flatMap(({ tier, title }) => (title === undefined ? [] : [tier]));
}

/** For each golden signal, the first watch that has it: watches are ordered by closeness to users. */
export function goldenSignals(front: readonly Watch[]): readonly { readonly watch: Watch; readonly signal: Signal }[] {
  return GOLDEN.flatMap((wanted) => {
    for (const watch of front) {
      const signal = watch.signals.find((candidate) => candidate.signal === wanted);
      if (signal) return [{ watch, signal }];
    }
    return [];
  });
}
