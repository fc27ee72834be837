import { UsageProblem } from "../problem";
import { IMAGES_FILE, type Digests, type Images } from "./images-file";

/** A file of the project at a commit; undefined if it did not exist. */
export type FileAt = (ref: string, file: string) => Promise<string | undefined>;

/**
 * The images of another environment (for example the images tested in staging), or of the same environment at an earlier tag.
 *
 * @param from an environment of the file, or a tag or commit.
 * @throws UsageProblem if it is neither, or if no image was released digests.
 */
export async function digestsFrom(from: string, environment: string, file: Images, fileAt: FileAt): Promise<Digests> {
  if (from === environment) throw new UsageProblem(`--from names ${environment} itself. Name another environment, a tag or a commit.`);
  const digests = file[from] ?? (await digestsAt(from, environment, fileAt));
  if (Object.keys(digests).length > 0) return digests;
  throw new UsageProblem(
    `No image was released to ${file[from] ? from : `${environment} at ${from}`}: its entry in ${IMAGES_FILE} is empty digests.`,
  );
}

async function digestsAt(ref: string, environment: string, fileAt: FileAt): Promise<Digests> {
  const text = await fileAt(ref, IMAGES_FILE);
  if (text === undefined)
    throw new UsageProblem(
      `${JSON.stringify(ref)} is neither an environment of ${IMAGES_FILE} nor a tag or commit that has this file.\n` +
        "  fix: git fetch --tags; git tag --list 'v*'",
    );
  return (JSON.parse(text) as Images)[environment] ?? {};
}
