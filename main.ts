import { App } from "cdktf";
import { environmentsWith } from "./environments";
import { load } from "./config/load";
import { definePlatform } from "./stacks/platform";

/** Loads, defines and synthesizes all environments, or only one with `ENVIRONMENT=prod`. */
const { ENVIRONMENT } = process.env;
const loaded = load(environmentsWith(ENVIRONMENT), ENVIRONMENT);
process.stderr.write(loaded.report);

if (loaded.ok) {
  const app = new App();
  loaded.platforms.forEach((platform) => definePlatform(app, platform));
  app.synth();
} else {
  process.exitCode = 1;
}
