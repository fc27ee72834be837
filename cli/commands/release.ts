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
 * npm run release -- api=sha256:…: writes image digests into the environment's data. It does not deploy: the pipeline does, once the change is
 * merged.
 */
const DEFAULT = "staging";

runCommand(async () => {
  const args = parseCommand("release", process.argv.slice(2));
  const environment = args.option("environment") || DEFAULT;
  const from = args.option("from");
  if (from === "" && args.positionals.length === 0)
    throw new Problem("Missing images. Example: npm run release -- api=sha256:…, or --from staging.");
  const file = path.join(process.cwd(), IMAGES_FILE);
  const text = fs.readFileSync(file, "utf8");
  const before = JSON.parse(text) as Images;
  const taken = from === "" ? {} : await digestsFrom(from, environment, before, gitIn(process.cwd()).fileAt);
  const request = { environment, digests: { ...taken, ...parseDigests(args.positionals) } };
  const after = release(imagesOf(loadPlatform(environment)), before, request);
  const lines = releaseLines(before[environment] ?? {}, after[environment] ?? {});
  fs.writeFileSync(file, formatImages(after));
  try {
    checkReleased(await readImages(process.cwd(), environment), request);
  } catch (error) {
    fs.writeFileSync(file, text);
    throw error;
  }
  if (lines.length === 0) console.log(`No changes: ${IMAGES_FILE} already contains these digests.`);
  else [`${environment}:`, ...lines, `Commit ${IMAGES_FILE}: merging it deploys it.`].forEach((line) => console.log(line));
  return 0;
});
