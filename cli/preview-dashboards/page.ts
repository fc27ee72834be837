import type { AlarmWidget, PlacedWidget } from "../../constructs/observability/dashboard/body";
import type { SynthesizedDashboard } from "./dashboards";
import { graphHtml } from "./graph";
import { escape, markdownHtml } from "./html";
import { randomOf } from "./series";
import { STYLE } from "./style";

/** Renders one dashboard as a self-contained page without scripts or network requests. */
export function pageHtml({ name, body }: SynthesizedDashboard): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>${escape(name)}</title>
<style>${STYLE}</style></head><body>
<header><h1>${escape(name)}</h1><p>Preview with the deployed widgets, titles and thresholds. Lines and alarm states are generated.</p></header>
<main>
${body.widgets.map(widgetHtml).join("\n")}
</main></body></html>
`;
}

function widgetHtml(widget: PlacedWidget): string {
  const place = `grid-column:${widget.x + 1}/span ${widget.width};grid-row:${widget.y + 1}/span ${widget.height}`;
  return `<section class="widget ${widget.type}" style="${place}">${contentHtml(widget)}</section>`;
}

function contentHtml(widget: PlacedWidget): string {
  switch (widget.type) {
    case "metric":
      return graphHtml(widget);
    case "alarm":
      return alarmsHtml(widget);
    case "text":
      return markdownHtml(widget.properties.markdown);
  }
}

function alarmsHtml({ properties: { title, alarms } }: AlarmWidget): string {
  const items = alarms.map((arn) => {
    const name = arn.replace(/^.*:alarm:/, "");
    const [state, words] = stateOf(name);
    return `<li class="${state}"><strong>${words}</strong> ${escape(name)}</li>`;
  });
  return `<h3>${escape(title)}</h3><ul class="states" tabindex="0" aria-label="${escape(title)}">${items.join("")}</ul>`;
}

/** Generates alarm states: mostly OK, with a few in ALARM or without data. */
function stateOf(name: string): readonly [state: string, words: string] {
  const chance = randomOf(name)();
  if (chance < 0.1) return ["alarm", "In alarm"];
  return chance < 0.16 ? ["unknown", "No data"] : ["ok", "OK"];
}
