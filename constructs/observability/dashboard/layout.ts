import type { PlacedWidget, Widget } from "./body";
import { LIMITS, metricsOf } from "./limits";

export interface Tile {
  readonly widget: Widget;
  /** Rows of the grid. */
  readonly height: number;
}

/** Tiles that belong together: they start a new row. */
export interface Group {
  readonly tiles: readonly Tile[];
  /** Maximum number of tiles side by side, 1 to 24. */
  readonly perRow: number;
}

export interface Section {
  /** Above the groups, over the whole width. */
  readonly header?: Tile;
  readonly groups: readonly Group[];
}

/**
 * Places sections one below the other: rows fill all 24 columns, tiles of a row are equally high, and nothing overlaps. A section without a
 * tile leaves nothing, not even its header.
 */
export function layout(sections: readonly Section[]): readonly PlacedWidget[] {
  const placed: PlacedWidget[] = [];
  let y = 0;
  for (const row of sections.flatMap(rowsOf)) {
    const height = Math.max(...row.map((tile) => tile.height));
    placed.push(...row.map(({ widget }, index) => ({ ...span(index, row.length), y, height, ...widget })));
    y += height;
  }
  return placed;
}

/**
 * Distributes sections over as many dashboards as CloudWatch's limits require. Sections stay in order and are split only between groups;
 * each part has the header.
 */
export function pages(sections: readonly Section[]): readonly (readonly PlacedWidget[])[] {
  const all: Section[][] = [[]];
  let size = EMPTY;
  for (const section of sections) {
    for (const [index, group] of section.groups.entries()) {
      if (group.tiles.length === 0) continue;
      const page = all[all.length - 1] ?? [];
      const last = page[page.length - 1];
      // A group is added to the part of its section at the end of the page; the first group of a section starts a new part.
      const joins = last !== undefined && index > 0 && isPart(last, section);
      const part = { ...section, groups: [group] };
      const longer = sum(size, joins ? sizeOf(group.tiles) : sizeOfPart(part));
      if (!fits(longer) && page.length > 0) {
        all.push([part]);
        size = sizeOfPart(part);
        continue;
      }
      if (joins) page[page.length - 1] = { ...last, groups: [...last.groups, group] };
      else page.push(part);
      size = longer;
    }
  }
  return all.map(layout);
}

const isPart = (part: Section, section: Section) => part.groups.every((group) => section.groups.includes(group));

/** The parts of a dashboard that CloudWatch limits. */
interface Size {
  readonly widgets: number;
  readonly metrics: number;
}

const EMPTY: Size = { widgets: 0, metrics: 0 };

function sum(one: Size, other: Size): Size {
  return { widgets: one.widgets + other.widgets, metrics: one.metrics + other.metrics };
}

function sizeOf(tiles: readonly Tile[]): Size {
  return { widgets: tiles.length, metrics: tiles.reduce((total, { widget }) => total + metricsOf(widget), 0) };
}

function sizeOfPart({ header, groups }: Section): Size {
  return sizeOf([...(header ? [header] : []), ...groups.flatMap(({ tiles }) => tiles)]);
}

function fits({ widgets, metrics }: Size): boolean {
  return widgets <= LIMITS.widgets && metrics <= LIMITS.metrics;
}

function rowsOf({ header, groups }: Section): readonly (readonly Tile[])[] {
  const rows = groups.flatMap(spread);
  return rows.length > 0 && header ? [[header], ...rows] : rows;
}

/** The minimum number of rows, filled evenly: five tiles at four a row become three and two, not four and one. */
function spread({ tiles, perRow }: Group): readonly (readonly Tile[])[] {
  const count = Math.ceil(tiles.length / Math.min(Math.max(1, perRow), LIMITS.columns));
  const start = (row: number) => Math.ceil((row * tiles.length) / count);
  return Array.from({ length: count }, (_, row) => tiles.slice(start(row), start(row + 1)));
}

/** The columns of one of several tiles in a row: together they fill it. */
function span(index: number, count: number): { readonly x: number; readonly width: number } {
  const column = (position: number) => Math.floor((position * LIMITS.columns) / count);
  return { x: column(index), width: column(index + 1) - column(index) };
}
