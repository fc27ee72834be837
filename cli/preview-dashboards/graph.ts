import type { GraphWidget } from "../../constructs/observability/dashboard/body";
import { escape } from "./html";
import { POINTS, visibleLines } from "./series";

/** Number of line colors in the page's style, each for light and dark mode; dash patterns distinguish lines without color. */
export const LINES = 6;
const DASHES = ["", "7 3", "2 3", "9 3 2 3", "12 4", "4 2"];

/** A graph with lines and thresholds in SVG, and all text in HTML, so that it keeps its size and screen readers can read it. */
export function graphHtml(widget: GraphWidget): string {
  const { title, region, yAxis, annotations, start } = widget.properties;
  const lines = visibleLines(widget);
  const limits = annotations?.horizontal ?? [];
  const all = [...lines.flatMap(({ values }) => values), ...limits.map(({ value }) => value)];
  const bottom = Math.min(yAxis.left.min ?? Infinity, ...all);
  const top = Math.max(...all, bottom + 1e-9) + (Math.max(...all) - bottom) * 0.06;
  const height = (value: number) => (100 - ((value - bottom) / (top - bottom)) * 100).toFixed(2);
  const path = (values: readonly number[]) =>
    values.map((value, index) => `${index === 0 ? "M" : "L"}${((index / (POINTS - 1)) * 100).toFixed(2)} ${height(value)}`).join("");
  const unit = yAxis.left.label ?? "";
  const names = [...lines.map(({ label }) => label), ...limits.map(({ label, value }) => `limit ${label} at ${value}`)];
  return `<h3>${escape(title)}</h3>
<p class="about">${escape([unit, region, start === undefined ? "" : `last ${start.replace(/^-PT/, "").replace("H", " hours")}`].filter(Boolean).join(" · "))}</p>
<div class="plot"><span class="axis top">${short(top)}</span><span class="axis bottom">${short(bottom)}</span>
<svg viewBox="0 0 100 100" preserveAspectRatio="none" role="img" aria-label="${escape(`${title}: ${names.join(", ")}`)}">
${[0, 50, 100].map((y) => `<path class="grid" d="M0 ${y}L100 ${y}"/>`).join("")}
${lines.map(({ values }, index) => `<path class="line l${index % LINES}" stroke-dasharray="${DASHES[index % LINES] ?? ""}" d="${path(values)}"/>`).join("\n")}
${limits.map(({ value }) => `<path class="limit" d="M0 ${height(value)}L100 ${height(value)}"/>`).join("\n")}
</svg></div>
<ul class="legend">${lines.map(({ label }, index) => `<li>${swatch(`line l${index % LINES}`, DASHES[index % LINES] ?? "")}${escape(label)}</li>`).join("")}${limits
    .map(({ label, value }) => `<li>${swatch("limit")}${escape(label)}: ${short(value)}</li>`)
    .join("")}</ul>`;
}

function swatch(classes: string, dashes = ""): string {
  return `<svg class="swatch" viewBox="0 0 24 4" aria-hidden="true"><path class="${classes}" stroke-dasharray="${dashes}" d="M0 2L24 2"/></svg>`;
}

const UNITS: readonly (readonly [number, string])[] = [
  [1e12, "T"],
  [1e9, "G"],
  [1e6, "M"],
  [1e3, "k"],
];

function short(value: number): string {
  const [size, sign] = UNITS.find(([least]) => Math.abs(value) >= least) ?? [1, ""];
  return `${Number((value / size).toPrecision(3))}${sign}`;
}
