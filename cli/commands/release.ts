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
import { loadPlatform } from "../environment";
import { loadRecord, writeRecord } from "../records";
import { type Call, DONE } from "../verb";

/**
 * terrace release set staging api=sha256:…, release promote prod --from staging: writes image digests into the environment's data. It does not deploy: the pipeline does, once the change is
 * merged.
 */
export async function setImages(call: Call): Promise<number> {
  const { root } = call;
  const environment = call.argument("environment");
  const from = call.option("from");
  const file = path.join(root, IMAGES_FILE);
  const before: Images = loadRecord(root, IMAGES_FILE);
  const taken = from === "" ? {} : await digestsFrom(from, environment, before, gitIn(root).fileAt);
  const request = { environment, digests: { ...taken, ...parseDigests(call.list("images")) } };
  const running = imagesOf(loadPlatform(environment));
  const after = release(running, before, request);
  const lines = releaseLines(running, before[environment] ?? {}, after[environment] ?? {});
  const restore = writeRecord(file, formatImages(after));
  try {
    checkReleased(imagesOf(loadPlatform(environment)), request);
  } catch (error) {
    restore();
    throw error;
  }
  call.report(
    { environment, images: after[environment] ?? {}, changed: lines.length > 0 },
    lines.length === 0
      ? [`No changes: ${IMAGES_FILE} already contains these digests.`]
      : [`${environment}:`, ...lines, `Commit ${IMAGES_FILE}: merging it deploys it.`],
  );
  return DONE;
}
