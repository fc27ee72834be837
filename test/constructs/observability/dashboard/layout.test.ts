import * as fc from "fast-check";
import { layout, pages, type Section, type Tile } from "../../../../constructs/observability/dashboard/layout";
import { LIMITS, metricsOf } from "../../../../constructs/observability/dashboard/limits";
import type { PlacedWidget } from "../../../../constructs/observability/dashboard/body";
import { graph, text } from "../../../../constructs/observability/dashboard/widgets";
import { metric } from "./fixtures";

const tile: fc.Arbitrary<Tile> = fc.record({ widget: fc.string().map((words) => text(words)), height: fc.integer({ min: 1, max: 12 }) });
const section: fc.Arbitrary<Section> = fc.record(
  {
    header: tile,
    groups: fc.array(fc.record({ tiles: fc.array(tile, { maxLength: 9 }), perRow: fc.integer({ min: 1, max: 24 }) }), { maxLength: 4 }),
  },
  { requiredKeys: ["groups"] },
);
const sections = fc.array(section, { maxLength: 6 });

const tilesOf = (all: readonly Section[]) => all.flatMap(({ groups }) => groups.flatMap(({ tiles }) => tiles));
const isFilled = ({ groups }: Section) => groups.some(({ tiles }) => tiles.length > 0);

/** The number of widgets that cover each cell of the grid. */
function cells(widgets: readonly PlacedWidget[]): Map<string, number> {
  const covered = new Map<string, number>();
  for (const { x, y, width, height } of widgets)
    for (let column = x; column < x + width; column++)
      for (let row = y; row < y + height; row++) covered.set(`${column},${row}`, (covered.get(`${column},${row}`) ?? 0) + 1);
  return covered;
}

test("widgets do not overlap, and rows fill the 24 columns without a gap", () => {
  fc.assert(
    fc.property(sections, (all) => {
      const widgets = layout(all);
      const covered = cells(widgets);
      expect([...covered.values()].every((count) => count === 1)).toBe(true);
      const bottom = Math.max(0, ...widgets.map(({ y, height }) => y + height));
      expect(covered.size).toBe(bottom * LIMITS.columns);
      for (const { x, width } of widgets) expect(x >= 0 && width >= 1 && x + width <= LIMITS.columns).toBe(true);
    }),
  );
});

test("every tile appears once, in reading order, with a header only above sections that have tiles", () => {
  fc.assert(
    fc.property(sections, (all) => {
      const expected = all.filter(isFilled).flatMap(({ header, groups }) => [...(header ? [header] : []), ...tilesOf([{ groups }])]);
      const widgets = layout(all);
      expect(widgets.map((widget) => widget.type === "text" && widget.properties.markdown)).toEqual(
        expected.map(({ widget }) => widget.type === "text" && widget.properties.markdown),
      );
      expect([...widgets].sort((a, b) => a.y - b.y || a.x - b.x)).toEqual(widgets);
      widgets.forEach(({ height }, index) => expect(height).toBeGreaterThanOrEqual(expected[index]?.height ?? 0));
    }),
  );
});

test("no row has more tiles than allowed, and rows of a group differ by one tile at most", () => {
  fc.assert(
    fc.property(fc.array(tile, { minLength: 1, maxLength: 60 }), fc.integer({ min: 1, max: 24 }), (tiles, perRow) => {
      const widgets = layout([{ groups: [{ tiles, perRow }] }]);
      const counts = [...new Set(widgets.map(({ y }) => y))].map((y) => widgets.filter((widget) => widget.y === y).length);
      expect(Math.max(...counts)).toBeLessThanOrEqual(perRow);
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }),
  );
});

test("sections that fit are one page, with the same layout as without pages", () => {
  fc.assert(fc.property(sections, (all) => expect(pages(all)).toEqual([layout(all)])));
});

test.each([
  [1, 1],
  [124, 1],
  [125, 2],
  [300, 3],
])("%i groups of four graphs are %i dashboards, each within the limits and with a header", (count, expected) => {
  const widget = graph({ signal: "traffic", title: "t", metrics: [metric("a")] }, "us-east-1");
  const group = { tiles: Array.from({ length: 4 }, () => ({ widget, height: 6 })), perRow: 4 };
  const found = pages([
    { header: { widget: text("## Services"), height: 1 }, groups: Array.from({ length: count }, () => ({ ...group })) },
  ]);
  expect(found).toHaveLength(expected);
  expect(found.flat().filter(({ type }) => type === "metric")).toHaveLength(count * 4);
  for (const page of found) {
    expect(page.length).toBeLessThanOrEqual(LIMITS.widgets);
    expect(page[0]?.type).toBe("text");
  }
});

test("pages break before the limit of metrics", () => {
  const widget = graph(
    { signal: "traffic", title: "t", metrics: Array.from({ length: 400 }, (_, index) => metric(`m${index}`)) },
    "us-east-1",
  );
  const groups = Array.from({ length: 7 }, () => ({ tiles: [{ widget, height: 6 }], perRow: 1 }));
  const counts = pages([{ groups }]).map((page) => page.reduce((sum, placed) => sum + metricsOf(placed), 0));
  expect(counts).toEqual([2_400, 400]);
});
