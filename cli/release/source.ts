import { Problem } from "../problem";
import { IMAGES_FILE, type Digests, type Images } from "./images-file";

/** A file of the project as it was at a commit; undefined where it was not there. */
export type FileAt = (ref: string, file: string) => Promise<string | undefined>;

/**
 * The images that something else runs: another environment (what staging was tested with), or the same environment at an earlier tag.
 *
 * @param from an environment of the file, or a tag or commit.
 * @throws Problem where nothing was released there.
 */
export async function digestsFrom(from: string, environment: string, file: Images, fileAt: FileAt): Promise<Digests> {
  if (from === environment) throw new Problem(`${environment} runs what ${environment} runs. From where are its images to come?`);
  const there = file[from] ?? (await digestsAt(from, environment, fileAt));
  if (Object.keys(there).length > 0) return there;
  throw new Problem(
    `Nothing was released to ${file[from] ? from : `${environment} at ${from}`}: ${IMAGES_FILE} names no image of it there.`,
  );
}

async function digestsAt(ref: string, environment: string, fileAt: FileAt): Promise<Digests> {
  const text = await fileAt(ref, IMAGES_FILE);
  if (text === undefined)
    throw new Problem(
      `${JSON.stringify(ref)} is neither an environment of ${IMAGES_FILE} nor a tag or commit that has this file.\n` +
        "  fix:git fetch --tags; git tag --list 'v*'",
    );
  return (JSON.parse(text) as Images)[environment] ?? {};
}
