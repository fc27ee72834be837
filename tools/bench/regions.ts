import { App } from "cdktf";
import { formatErrors } from "../../language/errors";
import { REGION_NAMES, regionFacts } from "../../aws/regions";
import { resolve } from "../../config/resolve";
import type { RegionName } from "../../config/schema";
import { prod } from "../../environments/prod";
import { definePlatform } from "../../stacks/platform";

/**
 * Synthesizes production in the given number of regions: node tools/run.cjs tools/bench/regions.ts 30
 *
 * The environment is adapted to the limits of AWS: at most three database regions (a primary has at most 15 replicas), few connections (an
 * instance accepts 5,000), and a cache node type that all regions have.
 */
const count = Number(process.argv[2]);
const names = (REGION_NAMES as readonly RegionName[]).filter((name) => regionFacts(name).zones.length >= 3).slice(0, count);
const [home = ""] = names;
const { services, workers, databases, caches } = prod;

function each<Value>(map: Readonly<Record<string, Value>> | undefined, change: Partial<Value>): Record<string, Value> {
  return Object.fromEntries(Object.entries(map ?? {}).map(([name, value]) => [name, { ...value, ...change }]));
}

const resolution = resolve({
  ...prod,
  homeRegion: home,
  regions: Object.fromEntries(names.map((name) => [name, { primary: name === home }])),
  services: each(services, { connectionsPerTask: 1 }),
  workers: each(workers, { connectionsPerTask: 1 }),
  databases: each(databases, { regions: names.slice(0, 3), size: "db.r6g.xlarge" }),
  caches: each(caches, { memory: "13 GB" }),
});
if (!resolution.ok) throw new Error(formatErrors("bench", resolution.errors));

const app = new App();
definePlatform(app, resolution.platform);
app.synth();
