import { type WorkloadModels, workloadsIn } from "../../constructs/compute/workloads";
import { NO_IMAGE } from "../../constructs/compute/settings";
import { RECORD_FILES } from "../../project/records";
import { Problem, UsageProblem } from "../problem";

/** Image digests of an environment, by repository. */
export type Digests = Readonly<Record<string, string>>;

/** Released images, by environment. */
export type Images = Readonly<Record<string, Digests>>;

export const IMAGES_FILE = RECORD_FILES.images;
const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** Formats the file like prettier, sorted by name, so that a diff shows only the change. */
export function formatImages(images: Images): string {
  const sorted = Object.entries(images).map(([environment, digests]) => [environment, Object.fromEntries(Object.entries(digests).sort())]);
  return `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`;
}

/**
 * Parses arguments of the form `api=sha256:…`.
 *
 * @throws Problem if one does not have that form, or if a repository is a duplicate.
 */
export function parseDigests(texts: readonly string[]): Digests {
  const digests: Record<string, string> = {};
  for (const text of texts) {
    const at = text.indexOf("=");
    const [repository, digest] = [text.slice(0, Math.max(at, 0)), text.slice(at + 1)];
    if (repository === "" || !DIGEST.test(digest))
      throw new UsageProblem(
        `Invalid image ${JSON.stringify(text)}.\n` +
          "  allowed   <repository>=sha256:<64 hexadecimal digits>\n" +
          "  fix: use the digest that `docker push` prints at its end, or: aws ecr describe-images --repository-name <env>/<repository>",
      );
    if (Object.hasOwn(digests, repository))
      throw new UsageProblem(`Duplicate repository ${repository}: an environment has one image for each repository.`);
    digests[repository] = digest;
  }
  return digests;
}

/** The repositories of an environment, with the tag or digest that their workloads run: `:1.0.0` or `@sha256:…`. */
export function imagesOf(platform: WorkloadModels): ReadonlyMap<string, string> {
  const images = workloadsIn(platform).map(({ container }) => container.image);
  return new Map(images.flatMap((image) => (image.kind === "repository" ? [[image.repository, image.suffix] as const] : [])));
}

export interface ReleaseRequest {
  readonly environment: string;
  readonly digests: Digests;
}

/**
 * The new content of the file.
 *
 * @throws UsageProblem if the environment has no such repository.
 */
export function release(known: ReadonlyMap<string, string>, file: Images, { environment, digests }: ReleaseRequest): Images {
  const unknown = Object.keys(digests).find((repository) => !known.has(repository));
  if (unknown !== undefined)
    throw new UsageProblem(
      `${environment} has no image repository ${JSON.stringify(unknown)}. Its repositories: ${[...known.keys()].join(", ")}.`,
    );
  return { ...file, [environment]: { ...file[environment], ...digests } };
}

/**
 * @throws Problem if workloads do not run the images in the file: then the environment does not read the file.
 */
export function checkReleased(known: ReadonlyMap<string, string>, { environment, digests }: ReleaseRequest): void {
  const unchanged = Object.entries(digests).filter(([repository, digest]) => known.get(repository) !== `@${digest}`);
  if (unchanged.length === 0) return;
  throw new Problem(
    [
      `The environment ${environment} does not read its image digests from ${IMAGES_FILE}.`,
      ...unchanged.map(([repository]) => `  ${repository}   runs ${repository}${known.get(repository) ?? ""}`),
      `  fix: remove \`image\` from these workloads, or set it with imageOf(repository, tag, images.${environment})`,
    ].join("\n"),
  );
}

/** One line for each image that a release changes: `  api: 1.0.0 → sha256:…`. */
export function releaseLines(running: ReadonlyMap<string, string>, before: Digests, after: Digests): string[] {
  const changed = Object.keys(after)
    .sort()
    .filter((repository) => before[repository] !== after[repository]);
  return changed.map(
    (repository) => `  ${repository}: ${before[repository] ?? firstRelease(running.get(repository) ?? "")} → ${after[repository] ?? ""}`,
  );
}

/** The first release of an image replaces the tag or digest in the environment file, or no image. */
function firstRelease(suffix: string): string {
  return suffix === `:${NO_IMAGE}` ? "no image" : suffix.slice(1);
}
