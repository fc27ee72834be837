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

/** What the rule counts is what the network joins. */
test.each<[string, unknown, number]>([
  ["one region", changed({ ...api, "databases.main": main }), 0],
  ["nothing across regions", threeRegions, 0],
  ["everything, in three of which one is being decommissioned", manyRegions, 1],
  ["a database that nothing uses", changed({ ...severalRegions(3), "databases.main": main }), 0],
  ["copies everywhere", changed({ ...severalRegions(5), ...api, "databases.main": main }), 10],
  ["copies in one", changed({ ...severalRegions(5), ...api, "databases.main": { ...main, regions: ["us-east-1"] } }), 4],
  ["copies in two", changed({ ...severalRegions(5), ...api, "databases.main": { ...main, regions: ["us-east-1", "us-west-1"] } }), 7],
  ["one decommissioning", changed({ ...severalRegions(4), ...api, "databases.main": main, "regions.us-west-2.decommissioning": true }), 3],
  ["a global cache", changed({ ...severalRegions(3), ...cache }), 3],
  ["a cache for each", changed({ ...severalRegions(3), ...cache, "caches.main": {} }), 0],
])("%s: as many pairs as are joined", (_, data, pairs) => {
  const resolution = resolve(data);
  if (!resolution.ok) throw new Error(JSON.stringify(resolution.errors));
  expect(regionLinks(fillDefaults(environmentSchema.parse(data))).pairs).toBe(pairs);
  expect(regionPairs(resolution.platform, workloadsIn(resolution.platform))).toHaveLength(pairs);
});
