import { NAME_LIMITS } from "../../aws/name-limits";
import { TASK_DEFINITION_SIZE, TEXT_LIMITS } from "../../aws/text-limits";
import { parseImage } from "../../language/images";
import type { Path } from "../../language/paths";
import type { ServiceSettings } from "../../constructs/compute/service/model";
import type { WorkerSettings } from "../../constructs/compute/worker/model";
import { type Rule, forEach, workloads } from "./rule";

/** Bytes that Terrace adds to a task definition: collector and logging (the largest part was 11 KB), and the variables of each entry of `uses`. */
const OVERHEAD = 12 * 1_024;
const OVERHEAD_PER_USE = 1_024;
/** Bytes of the ARN of a secret that Terrace creates: its name with a suffix, the region and the account. */
const SECRET_ARN = 200;

/** The prefix of a repository's name, without the region and the environment's name. */
const REGISTRY = "123456789012.dkr.ecr..amazonaws.com//";

/** Rules about the total size of a container's strings. */
export const containerTextRules: readonly Rule[] = [
  forEach("workload.definition-size", workloads, function* ({ path, value }) {
    const texts = textsOf(path, value);
    const ofUses = OVERHEAD_PER_USE * (value.uses.length + 1);
    const max = TASK_DEFINITION_SIZE - OVERHEAD - ofUses;
    const size = texts.reduce((sum, { bytes }) => sum + bytes, 0);
    const largest = [...texts, { path: [...path, "uses"], bytes: ofUses }].sort((one, other) => other.bytes - one.bytes)[0];
    if (size <= max || !largest) return;
    yield {
      path: largest.path,
      problem: `increases the task definition to ${size + OVERHEAD + ofUses} bytes, more than the maximum, ${TASK_DEFINITION_SIZE}`,
      received: `${largest.bytes} bytes`,
      allowed: `at most ${TASK_DEFINITION_SIZE - OVERHEAD} bytes for \`entrypoint\`, \`command\`, \`environment\`, \`secrets\`, \`healthCommand\`, \`writablePaths\` and \`uses\`, ${OVERHEAD_PER_USE} for each entry of \`uses\``,
      fix: "Move long strings to the image, or to a secret or bucket that the application reads. Split a workload that uses very many resources.",
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
      problem: `is ${length} characters long with the host name of its registry`,
      received: image,
      allowed: `at most ${TEXT_LIMITS.image.max} characters in ECS`,
      fix: "Shorten the name of the repository, or the tag.",
    };
  }),
];

function textsOf(path: Path, workload: ServiceSettings | WorkerSettings): readonly { readonly path: Path; readonly bytes: number }[] {
  const { entrypoint = [], command = [], environment, secrets, healthCommand = [], writablePaths } = workload;
  const variables = Object.entries(environment).map(([name, value]) => ({ name, value }));
  const ofSecrets = Object.entries(secrets).map(([name, value]) => ({ name, valueFrom: `${"x".repeat(SECRET_ARN)}${value}` }));
  // Each folder is a volume of the task and a mount of the container.
  const mounts = writablePaths.map((containerPath) => ({
    sourceVolume: "scratch-000",
    containerPath,
    readOnly: false,
    volume: "scratch-000",
  }));
  return Object.entries({ entrypoint, command, environment: variables, secrets: ofSecrets, healthCommand, writablePaths: mounts }).map(
    ([field, texts]) => ({
      path: [...path, field],
      bytes: Buffer.byteLength(JSON.stringify(texts)),
    }),
  );
}
