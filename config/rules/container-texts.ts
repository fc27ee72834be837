import { NAME_LIMITS } from "../../aws/name-limits";
import { TASK_DEFINITION_SIZE, TEXT_LIMITS } from "../../aws/text-limits";
import { parseImage } from "../../language/images";
import type { Path } from "../../language/paths";
import type { ServiceSettings } from "../../constructs/compute/service/model";
import type { WorkerSettings } from "../../constructs/compute/worker/model";
import { type Rule, forEach, workloads } from "./rule";

/** What Terrace itself writes into a task definition: the collector and the log, and variables for each use. The largest was 11 KB. */
const OWN_PART = 12 * 1_024;
const OWN_PART_OF_A_USE = 1_024;

/** What is in front of a repository's name, but for the region and the environment's name. */
const REGISTRY = "123456789012.dkr.ecr..amazonaws.com//";

/** Rules about what the texts of a container come to together. */
export const containerTextRules: readonly Rule[] = [
  forEach("workload.definition-size", workloads, function* ({ path, value }) {
    const texts = textsOf(path, value);
    const ofUses = OWN_PART_OF_A_USE * (value.uses.length + 1);
    const most = TASK_DEFINITION_SIZE - OWN_PART - ofUses;
    const size = texts.reduce((sum, { bytes }) => sum + bytes, 0);
    const largest = [...texts, { path: [...path, "uses"], bytes: ofUses }].sort((one, other) => other.bytes - one.bytes)[0];
    if (size <= most || !largest) return;
    yield {
      path: largest.path,
      problem: `brings the container to ${size + OWN_PART + ofUses} bytes, more than a task definition has room for`,
      received: `${largest.bytes} bytes`,
      allowed: `${TASK_DEFINITION_SIZE - OWN_PART} bytes for \`command\`, \`environment\`, \`healthCommand\`, \`writablePaths\`, and ${OWN_PART_OF_A_USE} for each of \`uses\`, since ECS takes task definitions of ${TASK_DEFINITION_SIZE} bytes`,
      fix: "Put long texts into the image, or into a secret or a bucket that the program reads; split a program that uses very much.",
      reads: [...texts.map((text) => text.path), [...path, "uses"]],
    };
  }),
  forEach("workload.image-length", workloads, function* ({ path, value: { image }, settings }) {
    const parsed = parseImage(image);
    if (!parsed.ok) return;
    const own = parsed.image.kind === "repository" ? parsed.image : undefined;
    const region = Math.max(...[settings.homeRegion ?? "", ...Object.keys(settings.regions)].map((name) => name.length));
    const length = own ? REGISTRY.length + region + settings.name.length + own.repository.length + own.suffix.length : image.length;
    const isTooLongAsName = own && settings.name.length + 1 + own.repository.length > NAME_LIMITS.repository;
    if (length <= TEXT_LIMITS.image.max || isTooLongAsName) return;
    yield {
      path: [...path, "image"],
      problem: `is ${length} characters long with its registry's host name`,
      received: image,
      allowed: `at most ${TEXT_LIMITS.image.max} characters, which ECS takes`,
      fix: "Shorten the name of the repository, or the tag.",
    };
  }),
];

function textsOf(path: Path, workload: ServiceSettings | WorkerSettings): readonly { readonly path: Path; readonly bytes: number }[] {
  const { command = [], environment, healthCommand = [], writablePaths } = workload;
  const variables = Object.entries(environment).map(([name, value]) => ({ name, value }));
  // Each folder is a volume of the task as well as a mount of the container.
  const mounts = writablePaths.map((containerPath) => ({
    sourceVolume: "scratch-000",
    containerPath,
    readOnly: false,
    volume: "scratch-000",
  }));
  return Object.entries({ command, environment: variables, healthCommand, writablePaths: mounts }).map(([field, texts]) => ({
    path: [...path, field],
    bytes: Buffer.byteLength(JSON.stringify(texts)),
  }));
}
