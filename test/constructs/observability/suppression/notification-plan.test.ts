import type { CompositeRow } from "../../../../constructs/watching/composite-row";
import type { Suppressors } from "../../../../constructs/observability/suppression/suppressors";
import type { Watched } from "../../../../constructs/watching/watched";
import { notificationPlan } from "../../../../constructs/observability/suppression/notification-plan";
import { alarm, pair, watchedResource } from "./resources";

const MAIN = watchedResource("database", "main", [alarm("Silent", "page", 5), alarm("Quiet", "explains", 2)]);
const LIKES = watchedResource("table", "likes", [alarm("Failing", "explains", 2)]);
const API = watchedResource("service", "api", [alarm("Down", "page", 3), alarm("Cpu", "ticket", 15)]);
const causes = (entries: Readonly<Record<string, readonly string[]>>): Suppressors => new Map(Object.entries(entries));

const telling = (watched: readonly Watched[], entries: Readonly<Record<string, readonly string[]>> = {}) =>
  notificationPlan(watched, causes(entries));
const idsOf = ({ composites }: ReturnType<typeof telling>) => composites.map(({ id }) => id);

test("what nothing explains tells people by itself", () => {
  expect(telling([API, MAIN])).toEqual({
    composites: [],
    notifiedByComposite: new Set(),
    paging: ["service-api-Down", "database-main-Silent"],
  });
});

test("what something explains is told by an alarm in its stead, which that silences", () => {
  const { composites, notifiedByComposite, paging } = telling([API, MAIN], { "service-api-Down": ["database-main-Quiet"] });
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

test("several causes are joined by an alarm that tells nobody", () => {
  const { composites } = telling([API, MAIN, LIKES], { "service-api-Down": ["database-main-Quiet", "table-likes-Failing"] });
  expect(composites).toMatchObject([
    { id: "service-api-Down-Page-Explained", severity: "none", any: ["database-main-Quiet", "table-likes-Failing"] },
    { id: "service-api-Down-Page", severity: "page", suppressedBy: { alarm: "service-api-Down-Page-Explained" } },
  ]);
});

describe("alarms on two windows", () => {
  const windows = [alarm("Long", "explains", 60), alarm("Short", "explains", 5), alarm("Longer", "explains", 360)];
  const fast = pair("Fast", ["Long", "Short"]);
  const slow = pair("Slow", ["Longer", "Short"], { alarm: "Fast", extension: "5 minutes" });

  test("keep what silences them, besides their causes", () => {
    const found = telling([watchedResource("service", "api", windows, [fast, slow]), MAIN], {
      "service-api-Slow": ["database-main-Quiet"],
    });
    expect(found.composites).toMatchObject([
      { id: "service-api-Fast", all: ["service-api-Long", "service-api-Short"] },
      { id: "service-api-Slow-Explained", any: ["service-api-Fast", "database-main-Quiet"] },
      { id: "service-api-Slow", suppressedBy: { alarm: "service-api-Slow-Explained" } },
    ]);
  });

  test("are silent after a cause for as long as the shorter of them looks back, for then the pair ends", () => {
    const { composites } = telling([watchedResource("service", "api", windows, [fast]), MAIN], {
      "service-api-Fast": ["database-main-Quiet"],
    });
    expect(composites).toMatchObject([{ id: "service-api-Fast", suppressedBy: { extension: "10 minutes" } }]);
  });

  test("or the longest, where any of them is enough", () => {
    const texts = { description: "It burns.", reason: "Users wait." };
    const row: CompositeRow = { ...texts, id: "Fast", name: ["fast"], severity: "page", runbook: "service-errors", any: ["Long", "Short"] };
    const either = watchedResource("service", "api", windows, [row]);
    expect(telling([either, MAIN], { "service-api-Fast": ["database-main-Quiet"] }).composites).toMatchObject([
      { suppressedBy: { extension: "65 minutes" } },
    ]);
  });

  test("come behind those that they name, however they are listed", () => {
    expect(idsOf(telling([watchedResource("service", "api", windows, [slow, fast])]))).toEqual(["service-api-Fast", "service-api-Slow"]);
  });
});

test("alarms that explain each other in a circle are an error that shows it", () => {
  const balancer = watchedResource("load-balancer", "public", [], [pair("A", []), pair("B", [])]);
  const circle = { "load-balancer-public-A": ["load-balancer-public-B"], "load-balancer-public-B": ["load-balancer-public-A"] };
  expect(() => telling([balancer], circle)).toThrow(
    "composite alarms reference each other in a cycle: load-balancer-public-A → load-balancer-public-B → load-balancer-public-A",
  );
});
