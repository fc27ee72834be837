import { LEVELS, type Level } from "../../constructs/watching/level";
import { known } from "../../stacks/regions";
import { LEVELLED, lean, mixed } from "../fixtures/environments/levels";
import { type AlarmNode, alarmGraph, notificationRoute, severityOf } from "../support/alarms/notification-graph";
import { type PlatformAlarm, type Watching, watchingOf } from "../support/alarms/platform-alarms";
import { synthesizeMissing } from "../support/platform";
import { type Block, pathOf, resources } from "../support/synth";

synthesizeMissing([...LEVELLED.flatMap(([, levels]) => levels.map(([, environment]) => environment)), lean, mixed]);

const PLATFORMS = LEVELLED.map(([name, levels]) => {
  const byLevel = new Map(levels.map(([level, environment]) => [level, watchingOf(environment)] as const));
  return [name, (level: Level) => known(byLevel, level)] as const;
});

/** Each environment with each pair of neighboring levels. */
const STEPS = PLATFORMS.flatMap(([name, at]) =>
  LEVELS.slice(1).map((higher, index) => [name, LEVELS[index] ?? "basic", higher, at] as const),
);

const namesOf = ({ alarms }: Watching) => alarms.map(({ block }) => block.alarm_name as string);
const WORKLOADS = ["service", "worker"];

/** A custom metric's alarm, which its team defines. */
const isCustom = ({ role }: PlatformAlarm) => role === "Metric";

/** IDs of the alarms of a workload in one region, without those of custom metrics. */
function idsOf({ alarms, platform }: Watching, tier: string, name: string): readonly string[] {
  const region = platform.regions[0]?.name;
  return alarms
    .filter((alarm) => alarm.tier === tier && alarm.subject.name === name && alarm.region === region && !isCustom(alarm))
    .map(({ role, subject: { part } }) => (part === undefined ? role : `${role}-${part}`))
    .sort();
}

const prodAt = known(new Map(PLATFORMS), "prod");

describe("prod", () => {
  test.each<[string, string, Level, readonly string[]]>([
    ["service", "api", "basic", ["Availability1hShort", "Cpu", "Down", "Latency1hShort"]],
    ["service", "ingest", "basic", ["Cpu", "Down", "Unhealthy"]],
    ["worker", "mailer", "basic", ["Late", "Memory", "NoTasks"]],
    [
      "service",
      "api",
      "standard",
      [
        ...["AtMaximum", "Availability1hLong", "Availability1hShort", "Cpu", "DeploymentFailed", "Down", "ErrorLines"],
        ...["Latency1hLong", "Latency1hShort", "Memory", "MissingTasks", "Unhealthy"],
      ],
    ],
    [
      "service",
      "ingest",
      "standard",
      ["AtMaximum", "Cpu", "DeploymentFailed", "Down", "ErrorLines", "Memory", "MissingTasks", "Unhealthy"],
    ],
    [
      "worker",
      "mailer",
      "standard",
      ["AtMaximum", "Backlog", "DeploymentFailed", "ErrorLines", "Late", "Memory", "MissingTasks", "NoTasks"],
    ],
  ])("the %s %s has at the level %s the expected alarms", (tier, name, level, expected) => {
    expect(idsOf(prodAt(level), tier, name)).toEqual(expected);
  });

  test("costs less at each lower level", () => {
    const counts = LEVELS.map((level) => [prodAt(level).alarms.length, prodAt(level).composites.length]);
    expect(counts.map(([metric]) => metric)).toEqual([...counts.map(([metric = 0]) => metric)].sort((a, b) => a - b));
    expect(counts.map(([, composite]) => composite)).toEqual([...counts.map(([, composite = 0]) => composite)].sort((a, b) => a - b));
  });
});

/** Most alarms of one workload in one region, without those of custom metrics. */
const MOST: Readonly<Record<Exclude<Level, "full">, number>> = { basic: 4, standard: 12 };

test.each(PLATFORMS.flatMap(([name, at]) => (["basic", "standard"] as const).map((level) => [name, level, at(level)] as const)))(
  "%s at %s: each workload has few alarms, and one page in addition to the pages of its custom metrics",
  (_, level, watching) => {
    const graph = alarmGraph(watching);
    const own = new Map<string, { alarms: number; pages: Set<string> }>();
    for (const alarm of watching.alarms) {
      if (!WORKLOADS.includes(alarm.tier) || isCustom(alarm)) continue;
      const key = `${alarm.region} ${alarm.tier} ${alarm.subject.name}`;
      const found = own.get(key) ?? { alarms: 0, pages: new Set<string>() };
      found.alarms++;
      for (const page of pagesFor(alarm.block.alarm_name as string, graph)) found.pages.add(page);
      own.set(key, found);
    }
    const workloads = (watching.platform.services.length + watching.platform.workers.length) * watching.platform.regions.length;
    expect(own.size).toBe(workloads);
    for (const [key, { alarms, pages }] of own) {
      expect([key, alarms <= MOST[level]]).toEqual([key, true]);
      expect([key, [...pages].length <= 1]).toEqual([key, true]);
    }
  },
);

/** The alarms that page on behalf of an alarm, through any number of composite alarms. */
function pagesFor(name: string, all: ReadonlyMap<string, AlarmNode>): readonly string[] {
  const alarm = known(all, name);
  const above = [...all.values()].filter(({ members }) => members.includes(name));
  const own = alarm.topics.length > 0 && severityOf(alarm) === "page" ? [name] : [];
  return [...own, ...above.flatMap((composite) => pagesFor(composite.name, all))];
}

test.each(STEPS)("%s: every alarm of the level %s exists at %s", (_, lower, higher, at) => {
  const more = new Set(namesOf(at(higher)));
  expect(namesOf(at(lower)).filter((name) => !more.has(name))).toEqual([]);
  expect(more.size).toBeGreaterThan(namesOf(at(lower)).length);
});

test.each(STEPS)(
  "%s: the alarms that the levels %s and %s share differ only in notifications, and where one window is alone",
  (_, lower, higher, at) => {
    const definition = ({ alarm_actions: _actions, ok_actions: _ok, ...rest }: Block) => JSON.stringify(rest);
    const below = new Map(at(lower).alarms.map(({ block }) => [block.alarm_name, definition(block)]));
    const changed = at(higher).alarms.filter(
      ({ block }) => below.has(block.alarm_name) && below.get(block.alarm_name) !== definition(block),
    );
    const roles = [...new Set(changed.map(({ role }) => role))];
    expect(roles.filter((role) => !/^(Availability|Latency)\d[hd]Short$/.test(role))).toEqual([]);
  },
);

test.each(PLATFORMS)("%s: pages of resources, data loss and suppressors exist at every level", (_, at) => {
  const full = at("full");
  const graph = alarmGraph(full);
  const needed = full.alarms.filter(({ tier, block }) => {
    if (WORKLOADS.includes(tier) || tier === "followed") return false;
    return pagesFor(block.alarm_name as string, graph).length > 0;
  });
  expect(needed.length).toBeGreaterThan(5);
  for (const level of LEVELS) {
    const names = new Set(namesOf(at(level)));
    expect(needed.map(({ block }) => block.alarm_name as string).filter((name) => !names.has(name))).toEqual([]);
  }
});

/** The paging alarms of a suppressor, on any level of nesting. */
function causesOf(name: string, all: ReadonlyMap<string, AlarmNode>): readonly string[] {
  const { members } = known(all, name);
  return members.length === 0 ? [name] : members.flatMap((member) => causesOf(member, all));
}

test.each(STEPS)("%s: at %s each page has the root causes that it has at %s", (_, lower, higher, at) => {
  const causes = (watching: Watching) => {
    const all = alarmGraph(watching);
    const found = new Map<string, Set<string>>();
    for (const { unless, members, topics } of all.values()) {
      if (topics.length === 0 || unless === undefined) continue;
      for (const effect of members.flatMap((member) => causesOf(member, all))) {
        const known = found.get(effect) ?? new Set<string>();
        for (const cause of causesOf(unless, all)) known.add(cause);
        found.set(effect, known);
      }
    }
    return found;
  };
  const [below, above] = [causes(at(lower)), causes(at(higher))];
  const exists = new Set(namesOf(at(lower)));
  const windows = /-burn-\d[hd]-(short|long)$/;
  const missing = [...above].flatMap(([effect, expected]) => {
    if (!exists.has(effect) || windows.test(effect)) return [];
    const own = below.get(effect) ?? new Set();
    const pagesTogether = pagesFor(effect, alarmGraph(at(lower)));
    return [...expected]
      .filter((cause) => exists.has(cause) && !own.has(cause) && !windows.test(cause))
      .filter((cause) => !pagesTogether.some((page) => pagesFor(cause, alarmGraph(at(lower))).includes(page)))
      .map((cause) => `${effect} is not suppressed by ${cause}`);
  });
  expect(missing).toEqual([]);
});

test.each(PLATFORMS)("%s: the alarms of deployments, health checks and scaling are the same at every level", (_, at) => {
  const followed = (level: Level) =>
    at(level)
      .alarms.filter(({ tier }) => tier === "followed")
      .map(({ block }) => block);
  for (const level of LEVELS) expect(followed(level)).toEqual(followed("full"));
});

test.each(PLATFORMS.flatMap(([name, at]) => LEVELS.map((level) => [name, level, at(level)] as const)))(
  "%s at %s: every threshold on a dashboard belongs to an alarm",
  (_, __, { stacks, alarms }) => {
    const names = alarms.map(({ block }) => block.alarm_name as string);
    const labels = [...stacks.values()].flatMap((stack) =>
      resources(stack, "aws_cloudwatch_dashboard").flatMap(({ dashboard_body: body }) =>
        [...(body as string).matchAll(/"label":"Alarm ([^"]+)"/g)].map(([, label = ""]) => label.replaceAll(" ", "-")),
      ),
    );
    expect(labels.length).toBeGreaterThan(0);
    expect([...new Set(labels)].filter((label) => !names.some((name) => name.endsWith(`-${label}`)))).toEqual([]);
  },
);

describe("an environment at the level basic", () => {
  test("without workers disables Container Insights and has no log group for it", () => {
    const service = known(watchingOf(lean).stacks, "lean-us-east-1-service");
    const [cluster] = resources(service, "aws_ecs_cluster");
    expect(cluster?.setting).toEqual([{ name: "containerInsights", value: "disabled" }]);
    expect(
      resources(service, "aws_cloudwatch_log_group")
        .map(({ name }) => name)
        .filter((name) => String(name).includes("insights")),
    ).toEqual([]);
  });

  test("has Container Insights with a worker, which scales on it, or with a service at a higher level", () => {
    for (const watching of [prodAt("basic"), watchingOf(mixed)]) {
      const clusters = [...watching.stacks.values()].flatMap((stack) => resources(stack, "aws_ecs_cluster"));
      for (const { setting } of clusters) expect(setting).toEqual([{ name: "containerInsights", value: "enabled" }]);
    }
  });

  test("has the alarms of the level full for a service that sets it, with its own pages", () => {
    const watching = watchingOf(mixed);
    expect(idsOf(watching, "service", "api")).toEqual(idsOf(prodAt("full"), "service", "api"));
    expect(idsOf(watching, "service", "ingest")).toEqual(["Cpu", "Down", "Unhealthy"]);
    expect(watching.composites.map(({ block }) => pathOf(block)).filter((path) => path.endsWith("/service-api-Page"))).toEqual([]);
  });

  test("counts log lines only for workloads at a higher level", () => {
    const filters = (environment: unknown) =>
      [...watchingOf(environment).stacks.values()].flatMap((stack) => resources(stack, "aws_cloudwatch_log_metric_filter").map(pathOf));
    const lines = (path: string) => /\/(Lines|ErrorLines)$/.test(path);
    expect(filters(lean).filter(lines)).toEqual([]);
    expect(filters(mixed).filter(lines)).toEqual(["Logs/Filters-service-api/ErrorLines", "Logs/Filters-service-api/Lines"]);
  });
});

test("a combined page leads to its own runbook, and its members keep theirs", () => {
  const watching = prodAt("basic");
  const all = alarmGraph(watching);
  const page = known(all, "prod-us-east-1-service-api-page");
  expect(page.block.alarm_description).toContain("/workload-failing.md");
  for (const member of page.members) {
    expect(known(all, member).block.alarm_description).toContain("Runbook: ");
    expect(notificationRoute(known(all, member), all)).toEqual({ severity: "page", by: [page.name] });
  }
});

test.each(PLATFORMS)("%s: only the level full pays for CloudFront's additional metrics", (_, at) => {
  const subscriptions = (level: Level) =>
    [...at(level).stacks.values()].flatMap((stack) => resources(stack, "aws_cloudfront_monitoring_subscription")).length;
  expect([subscriptions("basic"), subscriptions("standard")]).toEqual([0, 0]);
  expect(subscriptions("full")).toBeGreaterThan(0);
});
