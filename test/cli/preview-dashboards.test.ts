import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { App, type TerraformStack } from "cdktf";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { Dashboard } from "../../constructs/observability/dashboard/dashboard";
import { globalDashboard } from "../../constructs/observability/dashboard/global-dashboard";
import { regionDashboard } from "../../constructs/observability/dashboard/region-dashboard";
import { TIERS } from "../../stacks/watch/tiers";
import { readDashboards, type SynthesizedDashboard } from "../../cli/preview-dashboards/dashboards";
import { markdownHtml } from "../../cli/preview-dashboards/html";
import { pageHtml } from "../../cli/preview-dashboards/page";
import { replaceReferences } from "../../cli/preview-dashboards/references";
import { BUDGET, watch } from "../constructs/observability/dashboard/fixtures";
import { BROWSER, findBrowser, launchBrowser } from "../support/browser";
import { testsWith } from "../support/optional-program";
import { placedStack } from "../support/synth";

const folder = mkdtempSync(join(tmpdir(), "terrace-dashboards-"));
let dashboards: readonly SynthesizedDashboard[];
let browser: Browser | undefined;

const { test: browserTest, program } = testsWith(BROWSER("dashboards in a browser"));

beforeAll(async () => {
  const app = new App({ outdir: join(folder, "cdktf.out") });
  defineDashboards(app);
  app.synth();
  dashboards = readDashboards(join(folder, "cdktf.out"));
  for (const dashboard of dashboards) writeFileSync(fileOf(dashboard.name), pageHtml(dashboard));
  if (program !== "") browser = await launchBrowser(program);
});

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

const fileOf = (name: string) => join(folder, `${name}.html`);

/** Dashboards of two regions and the global one: every tier, many alarms, alarms of another stack. */
function defineDashboards(app: App): void {
  const regions = ["us-east-1", "eu-west-1"].map((region) => {
    const stack = placedStack(app, `dev-${region}-watch`, { region });
    const pageAlarms = Array.from({ length: 40 }, (_, index) => alarm(stack, `dev-${region}-database-main-replica-${index}-lag`));
    const front = [watch("load-balancer", "web")];
    const watches = [
      ...front,
      ...(["service", "worker", "queue", "database", "replica", "cache", "table", "nat"] as const).map((tier) => watch(tier, "main")),
    ];
    const one = { region, pageAlarms, front, objectives: [{ service: "api", signals: [BUDGET] }] };
    new Dashboard(stack, "Dashboard", {
      name: region,
      bodies: regionDashboard({ tiers: TIERS, ...one, watches, runbooks: "https://example.com/runbooks" }),
    });
    return one;
  });
  const edge = placedStack(app, "dev-watch");
  const pageAlarms = [alarm(edge, "dev-cdn-site-errors")];
  const watches = [watch("cdn", "site")];
  new Dashboard(edge, "Dashboard", {
    name: "global",
    bodies: globalDashboard({ tiers: TIERS, region: "us-east-1", pageAlarms, watches, regions }),
  });
}

function alarm(stack: TerraformStack, alarmName: string): string {
  return new CloudwatchMetricAlarm(stack, alarmName, { alarmName, comparisonOperator: "GreaterThanThreshold", evaluationPeriods: 1 }).arn;
}

/** Opens a page in the browser, and collects its errors. */
async function open(name: string, colorScheme: "light" | "dark", width = 1280): Promise<{ page: Page; problems: string[] }> {
  if (!browser) throw new Error("there is no browser");
  const page = await browser.newPage({ colorScheme, viewport: { width, height: 800 } });
  const problems: string[] = [];
  page.on("console", (message) => problems.push(message.text()));
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("request", (request) => {
    if (!/^(file|data):/.test(request.url())) problems.push(`requests ${request.url()}`);
  });
  await page.goto(pathToFileURL(fileOf(name)).href);
  return { page, problems };
}

const PAGES = ["dev-us-east-1", "dev-eu-west-1", "dev-global"].flatMap((name) => [[name, "light"] as const, [name, "dark"] as const]);

test("each dashboard has a page, and alarms have their names, also those of other stacks", () => {
  expect(dashboards.map(({ name }) => name)).toEqual(["dev-eu-west-1", "dev-global", "dev-us-east-1"]);
  const html = dashboards.map(pageHtml);
  expect(html[1]).toContain("dev-eu-west-1-database-main-replica-7-lag");
  expect(html.join()).not.toMatch(/\$\{|TfToken|undefined|NaN/);
  expect(dashboards.map(pageHtml)).toEqual(html);
});

browserTest.each(PAGES)(
  "%s in %s: all widgets are visible without overlap, horizontal scrolling or truncated text",
  async (name, scheme) => {
    const { page, problems } = await open(name, scheme);
    const boxes = await page.evaluate<readonly SeenWidget[]>(WIDGETS);
    expect(boxes).toHaveLength(dashboards.find((dashboard) => dashboard.name === name)?.body.widgets.length ?? 0);
    for (const { x, width, height, cut } of boxes) {
      expect(cut).toBe("");
      expect(width).toBeGreaterThan(100);
      expect(height).toBeGreaterThan(30);
      expect(x >= 0 && x + width <= 1280).toBe(true);
    }
    const overlaps = boxes.flatMap((a, index) =>
      boxes.slice(index + 1).filter((b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height),
    );
    expect(overlaps).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(1280);
    expect(problems).toEqual([]);
    await page.close();
  },
);

browserTest.each(PAGES)("%s in %s: text has a contrast of 4.5, lines of 3", async (name, scheme) => {
  const { page } = await open(name, scheme);
  const found = await page.evaluate<readonly Contrast[]>(CONTRASTS);
  expect(found.length).toBeGreaterThan(100);
  expect(found.filter(({ contrast, least }) => !(contrast >= least))).toEqual([]);
  await page.close();
});

browserTest("on a narrow screen the widgets are below each other", async () => {
  const { page } = await open("dev-global", "light", 600);
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(600);
  await page.close();
});

interface SeenWidget {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The text of a widget that is truncated. */
  readonly cut: string;
}

const WIDGETS = `[...document.querySelectorAll(".widget")].map((widget) => {
  const { x, y, width, height } = widget.getBoundingClientRect();
  const cut = widget.scrollHeight > widget.clientHeight + 1 || widget.scrollWidth > widget.clientWidth + 1;
  return { x, y, width, height, cut: cut ? widget.textContent : "" };
})`;

interface Contrast {
  readonly what: string;
  readonly contrast: number;
  readonly least: number;
}

/** Contrast (WCAG 2.2) of each element with text, and of each line, to its background. */
const CONTRASTS = `(() => {
  const parse = (color) => color.match(/[\\d.]+/g).map(Number);
  const luminance = (color) => {
    const [r, g, b] = parse(color).slice(0, 3).map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const color = getComputedStyle(e).backgroundColor;
      if ((parse(color)[3] ?? 1) === 1) return color;
    }
    return "rgb(255, 255, 255)";
  };
  const contrast = (a, b) => {
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };
  const words = [...document.body.querySelectorAll("*")].filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim() !== ""));
  const lines = [...document.querySelectorAll("path.line, path.limit")];
  return [
    ...words.map((e) => ({ what: e.outerHTML.slice(0, 80), contrast: contrast(getComputedStyle(e).color, behind(e)), least: 4.5 })),
    ...lines.map((e) => ({ what: e.outerHTML.slice(0, 80), contrast: contrast(getComputedStyle(e).stroke, behind(e)), least: 3 })),
  ];
})()`;

test.each([
  ["x/${aws_lb.a.arn}/y", "x/<aws_lb.a.arn>/y"],
  ['${join("}/", [a])}', '<join("}/", [a])>'],
  ["${{a = 1}.a}b", "<{a = 1}.a>b"],
  ["$${LAST} %%{x}", "${LAST} %{x}"],
  ['${"\\"}"}z', '<"\\"}">z'],
  ["5 $ and 3 %", "5 $ and 3 %"],
])("%s reads %s", (text, expected) => expect(replaceReferences(text, (expression) => `<${expression}>`)).toBe(expected));

test("Markdown of a dashboard cannot contain HTML", () => {
  expect(markdownHtml("## A <b>\n[x](https://y/?a&b) `c` **d** [e](javascript:f)")).toBe(
    '<h2>A &lt;b&gt;</h2><p><a href="https://y/?a&amp;b">x</a> <code>c</code> <strong>d</strong> [e](javascript:f)</p>',
  );
});

test("findBrowser() reports how to install a browser if none is found", () => {
  expect(() => findBrowser({ PATH: "/nowhere" })).toThrow("apt-get install -y --no-install-recommends chromium");
  expect(() => findBrowser({ CHROMIUM: "/nowhere/chromium" })).toThrow("Searched: /nowhere/chromium");
});
