import { type WorkloadModels, workloadsIn } from "../../constructs/compute/workloads";
import { Problem } from "../problem";

/** Digests of an environment, by repository. */
export type Digests = Readonly<Record<string, string>>;

/** What was released, by environment. */
export type Images = Readonly<Record<string, Digests>>;

export const IMAGES_FILE = "environments/images.json";
const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** As prettier writes it, in the order of names, so that a diff shows the change and nothing else. */
export function formatImages(images: Images): string {
  const sorted = Object.entries(images).map(([environment, digests]) => [environment, Object.fromEntries(Object.entries(digests).sort())]);
  return `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`;
}

/**
 * Reads `api=sha256:…`.
 *
 * @throws Problem where one is not of that form, or a repository is named twice.
 */
export function parseDigests(texts: readonly string[]): Digests {
  const digests: Record<string, string> = {};
  for (const text of texts) {
    const at = text.indexOf("=");
    const [repository, digest] = [text.slice(0, Math.max(at, 0)), text.slice(at + 1)];
    if (repository === "" || !DIGEST.test(digest))
      throw new Problem(
        `${JSON.stringify(text)} names no image.\n` +
          "  allowed   <repository>=sha256:<64 hexadecimal digits>\n" +
          "  fix:the digest is what `docker push` ends with, or: aws ecr describe-images --repository-name <env>/<repository>",
      );
    if (Object.hasOwn(digests, repository)) throw new Problem(`${repository} is named twice. It has one image in an environment.`);
    digests[repository] = digest;
  }
  return digests;
}

/** Repositories of an environment and what their workloads run: the part of the reference behind the name, `:1.0.0` or `@sha256:…`. */
export function imagesOf(platform: WorkloadModels): ReadonlyMap<string, string> {
  const images = workloadsIn(platform).map(({ container }) => container.image);
  return new Map(images.flatMap((image) => (image.kind === "repository" ? [[image.repository, image.suffix] as const] : [])));
}

export interface ReleaseRequest {
  readonly environment: string;
  readonly digests: Digests;
}

/**
 * What the file is to say.
 *
 * @throws Problem where the environment has no such repository, or the file does not know the environment.
 */
export function release(known: ReadonlyMap<string, string>, file: Images, { environment, digests }: ReleaseRequest): Images {
  const before = file[environment];
  if (!before)
    throw new Problem(
      `${IMAGES_FILE} does not know the environment ${environment}, only ${Object.keys(file).join(", ")}.\n` +
        `  fix:add \`"${environment}": {}\` to it, and \`images.${environment}\` to environments/${environment}.ts`,
    );
  const stranger = Object.keys(digests).find((repository) => !known.has(repository));
  if (stranger !== undefined)
    throw new Problem(
      `${environment} has no image repository ${JSON.stringify(stranger)}. Its repositories: ${[...known.keys()].join(", ")}.`,
    );
  return { ...file, [environment]: { ...before, ...digests } };
}

/**
 * @throws Problem where workloads do not run what the file says: then the environment does not read the file.
 */
export function checkReleased(known: ReadonlyMap<string, string>, { environment, digests }: ReleaseRequest): void {
  const deaf = Object.entries(digests).filter(([repository, digest]) => known.get(repository) !== `@${digest}`);
  if (deaf.length === 0) return;
  throw new Problem(
    [
      `The environment ${environment} does not run what ${IMAGES_FILE} says.`,
      ...deaf.map(([repository]) => `  ${repository}   runs ${repository}${known.get(repository) ?? ""}`),
      `  fix:pass images.${environment} to what names its images, as environments/prod.ts does`,
    ].join("\n"),
  );
}

/** What a release changes, a line for each image; none where all of it runs already. */
export function releaseLines(before: Digests, after: Digests): string[] {
  const changed = Object.keys(after)
    .sort()
    .filter((repository) => before[repository] !== after[repository]);
  return changed.map((repository) => `  ${repository}: ${before[repository] ?? "its tag"} → ${after[repository] ?? ""}`);
}
