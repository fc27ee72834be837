import type { Platform } from "../../../config/model";
import { workloadsIn } from "../../../constructs/compute/workloads";
import { hubRegions, regionPairs } from "../../../constructs/network/region-pairs";
import { type JoinedFixture, platformIn } from "./joined";

const THREE = ["us-east-1", "eu-west-1", "ap-southeast-2"];
const pairs = (platform: Platform) => regionPairs(platform, workloadsIn(platform));
const hubs = (platform: Platform) => hubRegions(platform, workloadsIn(platform));
const pairsOf = (fixture: JoinedFixture) => pairs(platformIn(fixture)).map(({ first, second }) => `${first} ${second}`);

test.each<[string, JoinedFixture, readonly string[]]>([
  ["one region", { regions: ["us-east-1"], databases: { orders: ["us-east-1"] } }, []],
  ["two regions, nothing used", { regions: ["us-east-1", "eu-west-1"] }, []],
  ["an unused database", { regions: THREE, databases: { orders: THREE }, unused: ["orders"] }, []],
  ["a regional cache", { regions: THREE, caches: { sessions: false } }, []],
  ["an unused global cache", { regions: THREE, caches: { sessions: true }, unused: ["sessions"] }, []],
  [
    "two regions, a database in one",
    { regions: ["us-east-1", "eu-west-1"], databases: { orders: ["us-east-1"] } },
    ["eu-west-1 us-east-1"],
  ],
  [
    "three regions, a database in one: a star",
    { regions: THREE, databases: { orders: ["us-east-1"] } },
    ["ap-southeast-2 us-east-1", "eu-west-1 us-east-1"],
  ],
  [
    "three regions, a database in all: a mesh",
    { regions: THREE, databases: { orders: THREE } },
    ["ap-southeast-2 eu-west-1", "ap-southeast-2 us-east-1", "eu-west-1 us-east-1"],
  ],
  [
    "two databases, each in one region",
    { regions: [...THREE, "us-west-2"], databases: { orders: ["us-east-1"], stock: ["eu-west-1"] } },
    ["ap-southeast-2 eu-west-1", "ap-southeast-2 us-east-1", "eu-west-1 us-east-1", "eu-west-1 us-west-2", "us-east-1 us-west-2"],
  ],
  [
    "a global cache, every member of which can be promoted",
    { regions: THREE, caches: { sessions: true } },
    ["ap-southeast-2 eu-west-1", "ap-southeast-2 us-east-1", "eu-west-1 us-east-1"],
  ],
  [
    "a region with a replica that is being decommissioned",
    { regions: THREE, decommissioning: ["ap-southeast-2"], databases: { orders: THREE } },
    ["eu-west-1 us-east-1"],
  ],
  [
    "a database only in a region that is being decommissioned",
    { regions: THREE, decommissioning: ["us-east-1"], databases: { orders: ["us-east-1"] } },
    [],
  ],
  ["a database in a region outside the environment", { regions: ["us-east-1", "eu-west-1"], databases: { orders: ["sa-east-1"] } }, []],
])("pairs: %s", (_, fixture, joined) => {
  expect(pairsOf(fixture)).toEqual(joined);
});

test("a promotion changes no pair and no hub", () => {
  const before = platformIn({ regions: THREE, databases: { orders: ["us-east-1", "eu-west-1"] } });
  const after = { ...platformIn({ regions: THREE, databases: { orders: ["eu-west-1", "us-east-1"] } }), primaryRegion: "eu-west-1" };
  expect(pairs(after)).toEqual(pairs(before));
  expect(hubs(after)).toEqual(hubs(before));
});

test("the number of pairs is linear if few regions have a replica", () => {
  const regions = ["us-east-1", "us-east-2", "us-west-2", "eu-west-1", "eu-central-1", "eu-north-1", "sa-east-1", "ap-south-1"];
  const count = (n: number) => pairsOf({ regions: regions.slice(0, n), databases: { orders: ["us-east-1", "us-east-2"] } }).length;
  expect([4, 5, 6, 7, 8].map((n) => count(n))).toEqual([5, 7, 9, 11, 13]);
});

test.each<[string, JoinedFixture, readonly string[]]>([
  [
    "the home region and its neighbor",
    { regions: ["ap-south-1", "eu-west-1", "us-east-2", "us-east-1"], home: "us-east-1", databases: {} },
    ["us-east-1", "us-east-2"],
  ],
  [
    "the region with the most replicas, before the home region",
    { regions: THREE, home: "us-east-1", databases: { orders: ["eu-west-1"] } },
    ["eu-west-1", "us-east-1"],
  ],
  ["by name if nothing else decides", { regions: THREE, home: "us-west-2", databases: { orders: THREE } }, ["ap-southeast-2", "eu-west-1"]],
  [
    "not a region that is being decommissioned",
    { regions: THREE, decommissioning: ["us-east-1"], home: "us-east-1", databases: { orders: THREE } },
    ["ap-southeast-2", "eu-west-1"],
  ],
  ["the only region", { regions: ["us-east-1"], databases: { orders: ["us-east-1"] } }, ["us-east-1"]],
])("hubs: %s", (_, fixture, regions) => {
  expect(hubs(platformIn(fixture))).toEqual(regions);
});
