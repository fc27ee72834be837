import { fillDefaults } from "../../../config/settings/settings";
import { regionLinks } from "../../../config/rules/region-pairs";
import { resolve } from "../../../config/resolve";
import { environmentSchema } from "../../../config/schema";
import { workloadsIn } from "../../../constructs/compute/workloads";
import { regionPairs } from "../../../constructs/network/region-pairs";
import { manyRegions } from "../../fixtures/environments/many-regions";
import { changed, threeRegions } from "../base-environment";
import { severalRegions } from "./several-regions";

const main = { engine: "postgres" };
const api = { "services.api.uses": ["main"], "services.api.connectionsPerTask": 1, "services.api.scale": { max: 1 } };
const cache = { "caches.main": { global: true, memory: "4 GB" }, "services.api.uses": ["main"] };

/** The rule and the network count the same pairs. */
test.each<[string, unknown, number]>([
  ["one region", changed({ ...api, "databases.main": main }), 0],
  ["no inter-region traffic", threeRegions, 0],
  ["three regions, one of them being decommissioned", manyRegions, 1],
  ["an unused database", changed({ ...severalRegions(3), "databases.main": main }), 0],
  ["a database in all regions", changed({ ...severalRegions(5), ...api, "databases.main": main }), 10],
  ["a database in one region", changed({ ...severalRegions(5), ...api, "databases.main": { ...main, regions: ["us-east-1"] } }), 4],
  [
    "a database in two regions",
    changed({ ...severalRegions(5), ...api, "databases.main": { ...main, regions: ["us-east-1", "us-west-1"] } }),
    7,
  ],
  [
    "one region being decommissioned",
    changed({ ...severalRegions(4), ...api, "databases.main": main, "regions.us-west-2.decommissioning": true }),
    3,
  ],
  ["a global cache", changed({ ...severalRegions(3), ...cache }), 3],
  ["a separate cache in each region", changed({ ...severalRegions(3), ...cache, "caches.main": {} }), 0],
])("counts the pairs that the network connects for %s", (_, data, pairs) => {
  const resolution = resolve(data);
  if (!resolution.ok) throw new Error(JSON.stringify(resolution.errors));
  expect(regionLinks(fillDefaults(environmentSchema.parse(data))).pairs).toBe(pairs);
  expect(regionPairs(resolution.platform, workloadsIn(resolution.platform))).toHaveLength(pairs);
});
