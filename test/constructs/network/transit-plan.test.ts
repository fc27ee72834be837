import type { RegionPair } from "../../../constructs/network/region-pairs";
import { hopKey, transitPlan } from "../../../constructs/network/transit-plan";

const mesh = (regions: readonly string[]): readonly RegionPair[] =>
  regions.flatMap((first, index) => regions.slice(index + 1).map((second) => ({ first, second })));
const names = (count: number) => Array.from({ length: count }, (_, index) => `r${String(index + 1).padStart(2, "0")}`);
const linksOf = (plan: ReturnType<typeof transitPlan>) => plan.links.map(({ first, second }) => `${first} ${second}`);

test("is empty without pairs", () => {
  expect(transitPlan([], ["r01", "r02"])).toMatchObject({ regions: [], links: [], hops: [] });
});

test.each([
  [2, 1],
  [3, 3],
  [4, 5],
  [10, 17],
  [30, 57],
])("%d fully connected regions need %d links", (count, links) => {
  expect(transitPlan(mesh(names(count)), ["r01", "r02"]).links).toHaveLength(links);
});

test("has only the links of the two hubs", () => {
  expect(linksOf(transitPlan(mesh(names(4)), ["r03", "r01"]))).toEqual(["r01 r02", "r01 r03", "r01 r04", "r02 r03", "r03 r04"]);
});

test("routes directly to hubs, and to others through the first hub, in both directions", () => {
  const plan = transitPlan(mesh(names(4)), ["r03", "r01"]);
  const route = (from: string, to: string) => [from, ...plan.path(from, to).map(({ next }) => next)].join(" ");
  expect([route("r02", "r01"), route("r01", "r02"), route("r02", "r03"), route("r02", "r04"), route("r04", "r02")]).toEqual([
    "r02 r01",
    "r01 r02",
    "r02 r03",
    "r02 r03 r04",
    "r04 r03 r02",
  ]);
});

test("static routes lead to every destination over existing links", () => {
  for (const count of [2, 3, 5, 9]) {
    const plan = transitPlan(mesh(names(count)), ["r02", "r01"]);
    const hops = new Map(plan.hops.map((hop) => [hopKey(hop), hop]));
    const links = new Set(linksOf(plan));
    for (const from of names(count)) {
      for (const to of names(count).filter((name) => name !== from)) {
        let at = from;
        for (let steps = 0; at !== to && steps < 3; steps++) {
          const next = hops.get(hopKey({ at, destination: to }))?.next ?? "nowhere";
          expect(links).toContain([at, next].sort().join(" "));
          at = next;
        }
        expect(at).toBe(to);
      }
    }
  }
});

test("a gateway has one route per destination", () => {
  const keys = transitPlan(mesh(names(9)), ["r02", "r01"]).hops.map(hopKey);
  expect(new Set(keys).size).toBe(keys.length);
});

test("the second hub's routes do not depend on the first hub", () => {
  const plan = transitPlan(mesh(names(6)), ["r01", "r02"]);
  const others = names(6).slice(2);
  const through = others.flatMap((other) => [...plan.path("r02", other), ...plan.path(other, "r02")]).flatMap(({ at, next }) => [at, next]);
  expect(through).not.toContain("r01");
});

test("a region without pairs has no gateway", () => {
  const plan = transitPlan([{ first: "r01", second: "r02" }], ["r01", "r03"]);
  expect(plan.regions).toEqual(["r01", "r02"]);
  expect(linksOf(plan)).toEqual(["r01 r02"]);
});
