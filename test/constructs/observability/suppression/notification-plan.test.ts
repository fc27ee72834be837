import type { CompositeRow } from "../../../../constructs/watching/composite-row";
import type { Suppressors } from "../../../../constructs/observability/suppression/suppressors";
import type { Watched } from "../../../../constructs/watching/watched";
import { notificationPlan } from "../../../../constructs/observability/suppression/notification-plan";
import { alarm, pair, watchedResource } from "./resources";

const MAIN = watchedResource("database", "main", [alarm("Silent", "page", 5), alarm("Quiet", "suppresses", 2)]);
const LIKES = watchedResource("table", "likes", [alarm("Failing", "suppresses", 2)]);
const API = watchedResource("service", "api", [alarm("Down", "page", 3), alarm("Cpu", "ticket", 15)]);
const causes = (entries: Readonly<Record<string, readonly string[]>>): Suppressors => new Map(Object.entries(entries));

const planOf = (watched: readonly Watched[], entries: Readonly<Record<string, readonly string[]>> = {}) =>
  notificationPlan(watched, causes(entries));
const idsOf = ({ composites }: ReturnType<typeof planOf>) => composites.map(({ id }) => id);

test("an alarm without suppressors sends its own notifications", () => {
  expect(planOf([API, MAIN])).toEqual({
    composites: [],
    notifiedByComposite: new Set(),
    paging: ["service-api-Down", "database-main-Silent"],
  });
});

test("a suppressible composite alarm notifies on behalf of an alarm with a suppressor", () => {
  const { composites, notifiedByComposite, paging } = planOf([API, MAIN], { "service-api-Down": ["database-main-Quiet"] });
  expect(composites).toEqual([
    expect.objectContaining({
      id: "service-api-Down-Page",
      name: ["service", "api", "down", "page"],
      severity: "page",
      runbook: "service-down",
      any: ["service-api-Down"],
      suppressedBy: { alarm: "database-main-Quiet", extension: "8 minutes" },
    }),
  ]);
  expect([...notifiedByComposite]).toEqual(["service-api-Down"]);
  expect(paging).toEqual(["database-main-Silent", "service-api-Down-Page"]);
});

test("several suppressors are combined in a composite alarm without notifications", () => {
  const { composites } = planOf([API, MAIN, LIKES], { "service-api-Down": ["database-main-Quiet", "table-likes-Failing"] });
  expect(composites).toMatchObject([
    { id: "service-api-Down-Page-Explained", severity: "none", any: ["database-main-Quiet", "table-likes-Failing"] },
    { id: "service-api-Down-Page", severity: "page", suppressedBy: { alarm: "service-api-Down-Page-Explained" } },
  ]);
});

describe("alarms on two windows", () => {
  const windows = [alarm("Long", "suppresses", 60), alarm("Short", "suppresses", 5), alarm("Longer", "suppresses", 360)];
  const fast = pair("Fast", ["Long", "Short"]);
  const slow = pair("Slow", ["Longer", "Short"], { alarm: "Fast", extension: "5 minutes" });

  test("keep their own suppressor in addition to the others", () => {
    const found = planOf([watchedResource("service", "api", windows, [fast, slow]), MAIN], {
      "service-api-Slow": ["database-main-Quiet"],
    });
    expect(found.composites).toMatchObject([
      { id: "service-api-Fast", all: ["service-api-Long", "service-api-Short"] },
      { id: "service-api-Slow-Explained", any: ["service-api-Fast", "database-main-Quiet"] },
      { id: "service-api-Slow", suppressedBy: { alarm: "service-api-Slow-Explained" } },
    ]);
  });

  test("with `all`, extend the suppression by the shortest evaluation window", () => {
    const { composites } = planOf([watchedResource("service", "api", windows, [fast]), MAIN], {
      "service-api-Fast": ["database-main-Quiet"],
    });
    expect(composites).toMatchObject([{ id: "service-api-Fast", suppressedBy: { extension: "10 minutes" } }]);
  });

  test("with `any`, extend the suppression by the longest evaluation window", () => {
    const texts = { description: "It burns.", reason: "Users wait." };
    const row: CompositeRow = { ...texts, id: "Fast", name: ["fast"], severity: "page", runbook: "service-errors", any: ["Long", "Short"] };
    const either = watchedResource("service", "api", windows, [row]);
    expect(planOf([either, MAIN], { "service-api-Fast": ["database-main-Quiet"] }).composites).toMatchObject([
      { suppressedBy: { extension: "65 minutes" } },
    ]);
  });

  test("follow the alarms that they reference, in any input order", () => {
    expect(idsOf(planOf([watchedResource("service", "api", windows, [slow, fast])]))).toEqual(["service-api-Fast", "service-api-Slow"]);
  });
});

test("a circular reference is an error that lists the cycle", () => {
  const balancer = watchedResource("load-balancer", "public", [], [pair("A", []), pair("B", [])]);
  const circle = { "load-balancer-public-A": ["load-balancer-public-B"], "load-balancer-public-B": ["load-balancer-public-A"] };
  expect(() => planOf([balancer], circle)).toThrow(
    "composite alarms reference each other in a cycle: load-balancer-public-A → load-balancer-public-B → load-balancer-public-A",
  );
});
