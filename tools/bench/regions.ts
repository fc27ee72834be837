import { App } from "cdktf";
import { formatErrors } from "../../language/errors";
import { REGION_NAMES, regionFacts } from "../../aws/regions";
import { resolve } from "../../config/resolve";
import { definePlatform } from "../../stacks/platform";
import { benchPlatform } from "./platform";

/** Synthesizes a platform in the given number of regions: node tools/run.cjs tools/bench/regions.ts 30 */
const count = Number(process.argv[2]);
const names = REGION_NAMES.filter((name) => regionFacts(name).zones.length >= 3).slice(0, count);

const resolution = resolve(benchPlatform(names));
if (!resolution.ok) throw new Error(formatErrors("bench", resolution.errors));

const app = new App();
definePlatform(app, resolution.platform);
app.synth();
