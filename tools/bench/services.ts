import { App } from "cdktf";
import { formatErrors } from "../../language/errors";
import { resolve } from "../../config/resolve";
import { definePlatform } from "../../stacks/platform";
import { largePlatform } from "./large-platform";

/** Synthesizes the large platform with the given number of services: node tools/run.cjs tools/bench/services.ts 100 */
const resolution = resolve(largePlatform(Number(process.argv[2])));
if (!resolution.ok) throw new Error(formatErrors("large", resolution.errors));
if (resolution.warnings.length > 0) console.error(formatErrors("large", resolution.warnings));

const app = new App();
definePlatform(app, resolution.platform);
app.synth();
