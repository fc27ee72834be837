import * as fs from "node:fs";
import * as path from "node:path";
import { gitIn } from "../git";
import {
  checkReleased,
  formatImages,
  IMAGES_FILE,
  imagesOf,
  parseDigests,
  release,
  releaseLines,
  type Images,
} from "../release/images-file";
import { digestsFrom } from "../release/source";
import { readImages } from "../release/read-images";
import { loadPlatform } from "../environment";
import { parseCommand } from "../options";
import { Problem, runCommand } from "../problem";

/**
 * npm run release -- api=sha256:…: writes the digests of images into an environment's data. It deploys nothing: that does the pipeline,
 * when the change is merged.
 */
const DEFAULT = "staging";

runCommand(async () => {
  const given = parseCommand("release", process.argv.slice(2));
  const environment = given.option("environment") || DEFAULT;
  const from = given.option("from");
  if (from === "" && given.positionals.length === 0)
    throw new Problem("Which images? For example: npm run release -- api=sha256:…, or --from staging.");
  const file = path.join(process.cwd(), IMAGES_FILE);
  const text = fs.readFileSync(file, "utf8");
  const before = JSON.parse(text) as Images;
  const taken = from === "" ? {} : await digestsFrom(from, environment, before, gitIn(process.cwd()).fileAt);
  const wish = { environment, digests: { ...taken, ...parseDigests(given.positionals) } };
  const after = release(imagesOf(loadPlatform(environment)), before, wish);
  const lines = releaseLines(before[environment] ?? {}, after[environment] ?? {});
  fs.writeFileSync(file, formatImages(after));
  try {
    checkReleased(await readImages(process.cwd(), environment), wish);
  } catch (error) {
    fs.writeFileSync(file, text);
    throw error;
  }
  if (lines.length === 0) console.log(`Nothing to do: ${IMAGES_FILE} says so already.`);
  else [`${environment}:`, ...lines, `Commit ${IMAGES_FILE}: what is merged is deployed.`].forEach((line) => console.log(line));
  return 0;
});
