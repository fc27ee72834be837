import { Token } from "cdktf";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import type { DashboardBody, GraphWidget, PlacedWidget } from "../../../../constructs/observability/dashboard/body";
import { bodyJson, Dashboard } from "../../../../constructs/observability/dashboard/dashboard";
import { globalDashboard } from "../../../../constructs/observability/dashboard/global-dashboard";
import { assertDashboard } from "../../../../constructs/observability/dashboard/limits";
import { renamed } from "../../../../constructs/observability/dashboard/lines";
import { regionDashboard } from "../../../../constructs/observability/dashboard/region-dashboard";
import { alarmStates, graph, runbookLinks, text } from "../../../../constructs/observability/dashboard/widgets";
import { TIERS } from "../../../../stacks/watch/tiers";
import { resource, resources, synthesizeConstructs } from "../../../support/synth";
import { BUDGET, metric, share, SIGNALS, watch } from "./fixtures";

const front = watch("load-balancer", "web");
const REGION = {
  tiers: TIERS,
  region: "us-east-1",
  pageAlarms: ["arn:1", "arn:2"],
  front: [front],
  watches: [watch("database", "main"), front],
};

const titles = (widgets: readonly PlacedWidget[]) =>
  widgets.map((widget) => (widget.type === "text" ? widget.properties.markdown.split("\n")[0] : widget.properties.title));

function only(bodies: readonly DashboardBody[]): DashboardBody {
  const [first, ...others] = bodies;
  if (!first || others.length > 0) throw new Error(`expected 1 dashboard, got ${bodies.length}`);
  return first;
}

test("a regional dashboard shows paging alarms and the golden signals of its front on the first screen, then the tiers in order", () => {
  const { widgets } = only(regionDashboard({ ...REGION, objectives: [{ service: "api", signals: [BUDGET] }] }));
  expect(titles(widgets)).toEqual([
    "us-east-1: paging alarms",
    ...SIGNALS.map(({ title }) => `web: ${title}`),
    "## SLOs",
    `api: ${BUDGET.title}`,
    "## Load balancer",
    ...SIGNALS.map(({ title }) => `web: ${title}`),
    "## Databases",
    ...SIGNALS.map(({ title }) => `main: ${title}`),
  ]);
  expect(Math.max(...widgets.slice(0, 5).map(({ y, height }) => y + height))).toBeLessThanOrEqual(14);
});

test("a golden signal that the front lacks comes from the service behind it", () => {
  const [latency, ...others] = SIGNALS;
  const api = watch("service", "api");
  const { widgets } = only(regionDashboard({ ...REGION, front: [watch("load-balancer", "web", others), api] }));
  expect(titles(widgets)[1]).toBe(`api: ${latency?.title ?? ""}`);
  expect(titles(widgets)[2]).toBe("web: Requests");
});

test("a tier without graphs and a region without alarms have no widget", () => {
  expect(
    only(regionDashboard({ tiers: TIERS, region: "us-east-1", pageAlarms: [], front: [], watches: [watch("nat", "1", [])] })).widgets,
  ).toEqual([]);
});

test("the global dashboard shows alarms of all regions, regions side by side, health checks, SLOs and the CDN", () => {
  const regions = ["us-east-1", "eu-west-1"].map((region) => ({
    region,
    pageAlarms: [`arn:${region}`],
    front: [front],
    objectives: [{ service: "api", signals: [BUDGET] }],
  }));
  const health = { signal: "errors", title: "Health checks", metrics: [metric("HealthCheckStatus", { region: "us-east-1" })] } as const;
  const { widgets } = only(
    globalDashboard({
      tiers: TIERS,
      region: "us-east-1",
      pageAlarms: ["arn:cdn"],
      watches: [watch("cdn", "site")],
      healthChecks: [health],
      regions,
    }),
  );
  expect(titles(widgets)).toEqual([
    "Global: paging alarms",
    "us-east-1: paging alarms",
    "eu-west-1: paging alarms",
    "## Regions side by side",
    ...SIGNALS.flatMap(({ title }) => [`us-east-1: ${title}`, `eu-west-1: ${title}`]),
    "## Health checks",
    "Health checks",
    "## SLOs",
    `us-east-1 api: ${BUDGET.title}`,
    `eu-west-1 api: ${BUDGET.title}`,
    "## CDN",
    ...SIGNALS.map(({ title }) => `site: ${title}`),
  ]);
  const sideBySide = widgets.filter((widget) => widget.type === "metric" && widget.properties.title.endsWith(": CPU"));
  expect(sideBySide.slice(0, 2).map((widget) => (widget as GraphWidget).properties.region)).toEqual(["us-east-1", "eu-west-1"]);
});

test("the IDs of a graph are unique, and its expressions use them", () => {
  const { metrics } = graph({ signal: "errors", title: "t", metrics: [metric("a"), share("one"), share("two")] }, "us-east-1").properties;
  const options = metrics.map(
    (line) => line[line.length - 1] as { readonly id: string; readonly expression?: string; readonly visible?: false },
  );
  expect(options.map(({ id }) => id)).toEqual(["m1", "e2", "e2_errors", "e2_requests", "e3", "e3_errors", "e3_requests"]);
  expect(options[4]?.expression).toBe("IF(e3_requests >= 20, 100 * e3_errors / e3_requests, 0)");
  expect(options.filter(({ visible }) => visible === false)).toHaveLength(4);
  expect(metrics[0]).toEqual(["AWS/ApplicationELB", "a", "LoadBalancer", "app/x/1", { id: "m1", label: "a", stat: "Sum" }]);
});

test.each([
  ["a + ab * b_a", "e1_a + ab * b_a"],
  ["FILL(a, 0) / a", "FILL(e1_a, 0) / e1_a"],
  [`SEARCH('a', "a") + a`, `SEARCH('a', "a") + e1_a`],
  ["${TfToken[a]} * a", "${TfToken[a]} * e1_a"],
])("%s is renamed to %s", (expression, expected) => expect(renamed(expression, new Set(["a"]), "e1_")).toBe(expected));

test("a metric of another region names its region, and a graph with only such metrics is in that region", () => {
  const cdn = metric("Requests", { region: "us-east-1" });
  expect(graph({ signal: "traffic", title: "t", metrics: [cdn] }, "eu-west-1").properties.region).toBe("us-east-1");
  const mixed = graph({ signal: "traffic", title: "t", metrics: [metric("a"), cdn] }, "eu-west-1").properties;
  expect(mixed.region).toBe("eu-west-1");
  expect(mixed.metrics[1]?.[4]).toMatchObject({ region: "us-east-1" });
});

test("an error budget graph covers its whole window, with a line for the SLO and room below zero", () => {
  const { properties } = graph(BUDGET, "us-east-1");
  expect(properties).toMatchObject({
    start: "-PT720H",
    period: 3_600,
    annotations: { horizontal: [{ label: "SLO missed", value: 0 }] },
  });
  expect(properties.yAxis).toEqual({ left: { label: "Percent", showUnits: false } });
});

test.each([
  [1, ["Page"]],
  [100, ["Page"]],
  [101, ["Page (1 of 2)", "Page (2 of 2)"]],
  [0, []],
])("%i alarms are shown in %j", (count, expected) => {
  const widgets = alarmStates(
    "Page",
    Array.from({ length: count }, (_, index) => `arn:${index}`),
  );
  expect(widgets.map(({ properties }) => properties.title)).toEqual(expected);
  expect(widgets.flatMap(({ properties }) => properties.alarms)).toHaveLength(count);
});

test("runbooks are links if a base address is set, each listed once", () => {
  expect(runbookLinks(["a-b", "c", "a-b"], "https://x/docs")).toBe("Runbooks: [a-b](https://x/docs/a-b.md) · [c](https://x/docs/c.md)");
  expect(runbookLinks(["a-b"])).toBe("Runbooks: `docs/runbooks/a-b.md`");
});

test("the body keeps references, and escapes text that looks like a reference", () => {
  const stack = synthesizeConstructs((scope) => {
    const { arn, arnSuffix } = new Lb(scope, "Lb", { name: "web" });
    const lb = watch("load-balancer", "web", [
      { signal: "traffic", title: "Last: ${LAST} of %{x}", metrics: [metric("RequestCount", { dimensions: { LoadBalancer: arnSuffix } })] },
    ]);
    new Dashboard(scope, "Dashboard", {
      name: "us-east-1",
      bodies: regionDashboard({ ...REGION, pageAlarms: [arn], front: [lb], watches: [lb] }),
    });
  });
  const { dashboard_name: name, dashboard_body: json } = resource(stack, "aws_cloudwatch_dashboard");
  expect(name).toBe("dev-us-east-1");
  expect(json).toContain('"alarms":["${aws_lb.Lb.arn}"]');
  expect(json).toContain('["AWS/ApplicationELB","RequestCount","LoadBalancer","${aws_lb.Lb.arn_suffix}",{');
  expect(json).toContain("web: Last: $${LAST} of %%{x}");
  expect(() => JSON.parse(json as string) as unknown).not.toThrow();
});

test("the same data gives the same bytes, and each further page is one more dashboard", () => {
  expect(regionDashboard(REGION).map(bodyJson)).toEqual(regionDashboard(REGION).map(bodyJson));
  const bodies = regionDashboard({ ...REGION, watches: Array.from({ length: 130 }, (_, index) => watch("service", `s${index}`)) });
  const stack = synthesizeConstructs((scope) => new Dashboard(scope, "Dashboard", { name: "us-east-1", bodies }));
  expect(
    resources(stack, "aws_cloudwatch_dashboard")
      .map(({ dashboard_name }) => dashboard_name)
      .sort(),
  ).toEqual(["dev-us-east-1", "dev-us-east-1-2"]);
});

const body = (...widgets: readonly PlacedWidget[]): DashboardBody => ({ start: "-PT3H", periodOverride: "inherit", widgets });
const at = { x: 0, y: 0, width: 24, height: 6 };
const crowded = (count: number) => ({
  ...at,
  ...graph({ signal: "traffic", title: "t", metrics: Array.from({ length: count }, (_, index) => metric(`m${index}`)) }, "us-east-1"),
});
const limited = (value: number) => ({
  ...at,
  ...graph({ signal: "traffic", title: "t", metrics: [], limits: [{ label: "l", value }] }, "us-east-1"),
});
const texts = (count: number) => Array.from({ length: count }, () => ({ ...at, ...text("x") }));

test.each([
  ["a b", body(), "has an invalid name"],
  ["a".repeat(256), body(), "1 to 255 letters"],
  ["a", body(...texts(501)), "has 501 widgets; CloudWatch allows 500"],
  ["a", body(...[1, 2, 3, 4, 5, 6].map(() => crowded(500))), "has 3000 metrics; CloudWatch allows 2500"],
  ["a", body(crowded(501)), 'has 501 metrics in "t"; CloudWatch allows 500'],
  ["a", body(limited(NaN)), 'has a limit "l" in "t" that is not a number'],
  ["a", body(limited(Token.asNumber("${x}"))), 'has a limit "l" in "t" that is not a number'],
])("rejects dashboard %#", (name, wrong, message) => {
  expect(() => assertDashboard(name, wrong)).toThrow(message);
});

test.each([
  ["a".repeat(255), body()],
  ["a", body(...texts(500))],
  ["a", body(...[1, 2, 3, 4, 5].map(() => crowded(500)))],
])("accepts dashboard %#", (name, right) => {
  expect(() => assertDashboard(name, right)).not.toThrow();
});

test("rejects a watch whose tier is not a section, since no dashboard would show it", () => {
  expect(() => regionDashboard({ ...REGION, watches: [watch("topic", "news")] })).toThrow(
    'the watch "news" has tier "topic", which is not a section of the dashboards; sections are cdn, load-balancer, network-load-balancer, service, worker, queue, database, replica, cache, table, nat, firewall: declare the tier, with a title, in the folder of the watch',
  );
  expect(() => regionDashboard({ ...REGION, watches: [watch("public-name", "origin")] })).toThrow("is not a section of the dashboards");
});

test("tiers have unique names and ranks", () => {
  expect(new Set(TIERS.map(({ tier }) => tier)).size).toBe(TIERS.length);
  expect(new Set(TIERS.map(({ rank }) => rank)).size).toBe(TIERS.length);
});
