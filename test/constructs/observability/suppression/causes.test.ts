import { Causes, nested } from "../../../../constructs/observability/suppression/causes";
import { notificationPlan } from "../../../../constructs/observability/suppression/notification-plan";
import { membersOf, type CompositeRow } from "../../../../constructs/watching/composite-row";
import { alarm, pair, watchedResource } from "./resources";

const MAIN = watchedResource("database", "main", [alarm("Quiet", "suppresses"), alarm("Full", "suppresses")]);
const LIKES = watchedResource("table", "likes", [alarm("Failing", "suppresses")]);
const ALL = ["database-main-Quiet", "database-main-Full", "table-likes-Failing"];

/** An alarm of a service that pages. */
function effect(service: string): CompositeRow {
  return { ...pair("Down", ["Cpu"]), id: `service-${service}-Down`, name: ["service", service, "down"] };
}

const many = (count: number) => Array.from({ length: count }, (_none, index) => index);

describe("causes", () => {
  test("of one resource are combined in one alarm", () => {
    const causes = new Causes([MAIN, LIKES]);
    expect(causes.suppressorOf(effect("api"), ALL)).toBe("service-api-Down-Explained");
    expect(causes.rows()).toMatchObject([
      { id: "database-main-Causes", name: ["database", "main", "causes"], severity: "none", any: ALL.slice(0, 2) },
      { id: "service-api-Down-Explained", any: ["database-main-Causes", "table-likes-Failing"] },
    ]);
  });

  test("of one resource alone need no other alarm", () => {
    const causes = new Causes([MAIN, LIKES]);
    expect(causes.suppressorOf(effect("api"), ALL.slice(0, 2))).toBe("database-main-Causes");
    expect(causes.rows().map(({ id }) => id)).toEqual(["database-main-Causes"]);
  });

  test("that several alarms have in common are combined once, in any order, with the alarms in the description", () => {
    const causes = new Causes([MAIN, LIKES]);
    const suppressors = ["api", "web", "feed", "search", "mail"].map((service, index) =>
      causes.suppressorOf(effect(service), index % 2 === 0 ? ALL : [...ALL].reverse()),
    );
    expect(new Set(suppressors)).toEqual(new Set(["service-api-Down-Explained"]));
    expect(causes.rows().map(({ description }) => description)).toEqual([
      "An alarm of main that causes others is firing. It notifies separately.",
      'A root-cause alarm of "service-api-down", "service-web-down", "service-feed-down" and 2 more is firing. It notifies separately.',
    ]);
  });

  test("of one resource that differ between alarms are numbered", () => {
    const owner = watchedResource(
      "database",
      "main",
      ["A", "B", "C"].map((id) => alarm(id, "suppresses")),
    );
    const causes = new Causes([owner]);
    expect(causes.suppressorOf(effect("api"), ["database-main-A", "database-main-B"])).toBe("database-main-Causes");
    expect(causes.suppressorOf(effect("web"), ["database-main-B", "database-main-C"])).toBe("database-main-Causes-2");
  });
});

describe("limits of CloudWatch", () => {
  const SERVICES = 70;
  const services = many(SERVICES).map((index) => watchedResource("service", `s${index}`, [alarm("Down", "page"), alarm("Slow", "page")]));
  const balancer = watchedResource("load-balancer", "public", [alarm("Errors", "page")]);
  const pages = services.flatMap((_service, index) => [`service-s${index}-Down`, `service-s${index}-Slow`]);
  const plan = notificationPlan(
    [...services, balancer, MAIN, LIKES],
    new Map([...pages.map((key) => [key, ALL] as const), ["load-balancer-public-Errors", pages]]),
  );
  const members = plan.composites.map(membersOf);

  test("hold for many services that use the same stores", () => {
    expect(Math.max(...members.map(({ length }) => length))).toBeLessThanOrEqual(100);
    const memberships = new Map<string, number>();
    for (const key of members.flat()) memberships.set(key, (memberships.get(key) ?? 0) + 1);
    expect(Math.max(...memberships.values())).toBeLessThanOrEqual(150);
  });

  test("every alarm is still suppressed by all of its causes", () => {
    const rows = new Map(plan.composites.map((row) => [row.id, row]));
    const leaves = (key: string): readonly string[] => {
      const row = rows.get(key);
      return row?.severity === "none" ? membersOf(row).flatMap(leaves) : [key];
    };
    const row = rows.get("load-balancer-public-Errors-Page");
    expect([...leaves(row?.suppressedBy?.alarm ?? "")].sort()).toEqual([...pages].sort());
    for (const key of pages) expect([...leaves(rows.get(`${key}-Page`)?.suppressedBy?.alarm ?? "")].sort()).toEqual([...ALL].sort());
  });

  test("a row with more than 100 members has parts", () => {
    const row: CompositeRow = { ...effect("api"), any: many(120).map((index) => `alarm-${index}`), all: undefined };
    const parts = nested(row);
    expect(parts.map(({ id, any = [] }) => [id, any.length])).toEqual([
      ["service-api-Down-Part1", 50],
      ["service-api-Down-Part2", 50],
      ["service-api-Down-Part3", 20],
      ["service-api-Down", 3],
    ]);
    expect(parts.at(-1)?.severity).toBe("page");
  });
});
