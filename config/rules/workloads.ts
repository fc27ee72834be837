import { FARGATE_CPUS, fargateMemory, isFargateSize, nearestFargateSize } from "../../aws/fargate-sizes";
import { repeated } from "../../language/collections";
import { isReleasedTag, parseImage } from "../../language/images";
import { didYouMean, nearest, oneOf } from "../../language/nearest";
import type { Path } from "../../language/paths";
import { REGION_NAMES, findRegion } from "../../aws/regions";
import { scheduleProblem } from "../../aws/schedules";
import { TIME_ZONES, isTimeZone } from "../../aws/time-zones";
import { WORKLOAD_KINDS } from "../../constructs/compute/workloads";
import { type RuleViolation, type Rule, forEach, workloads } from "./rule";

/** Rules about fields that services and workers share: size, image, scaling and capacity. */
export const workloadRules: readonly Rule[] = [
  forEach("workload.same-name", workloads, function* ({ name, path, settings }) {
    const first = WORKLOAD_KINDS.find(({ map }) => Object.hasOwn(settings[map], name));
    if (first === undefined || first.map === path[0]) return;
    yield {
      path,
      problem: `is also the name of a ${first.name}`,
      received: name,
      allowed: `a name that no ${first.name} has`,
      fix: "Rename one of them.",
    };
  }),
  forEach("workload.fargate-size", workloads, function* ({ path, value: { cpu, memory } }) {
    if (isFargateSize(cpu, memory)) return;
    const memories = fargateMemory(cpu);
    if (memories === undefined) {
      const near = FARGATE_CPUS.find((candidate) => candidate >= cpu) ?? FARGATE_CPUS.at(-1);
      yield {
        path: [...path, "cpu"],
        problem: "is not a Fargate CPU size",
        received: cpu,
        allowed: oneOf(FARGATE_CPUS.map(String)),
        fix: `Set \`cpu: ${near}\`.`,
      };
      return;
    }
    const near = nearestFargateSize(cpu, memory);
    yield {
      path: [...path, "memory"],
      problem: `is not a Fargate memory size for ${cpu} CPU units`,
      received: memory,
      allowed: memories,
      fix:
        near.cpu === cpu
          ? `Set \`memory: "${near.memory}"\`.`
          : `Choose one of these, or set \`cpu: ${near.cpu}, memory: "${near.memory}"\`.`,
      reads: [[...path, "cpu"]],
    };
  }),
  forEach("workload.image", workloads, function* ({ path, value: { image } }) {
    const parsed = parseImage(image);
    if (parsed.ok) {
      if (parsed.image.kind === "ecr" && !findRegion(parsed.image.region)) yield unknownRegistry(path, image, parsed.image.region);
      return;
    }
    yield {
      path: [...path, "image"],
      problem: parsed.problem,
      received: image,
      allowed: '"api:1.4.2" or "api@sha256:…", with the registry\'s host name as a prefix if Terrace does not create the repository',
      fix: "Use a unique tag or the digest: repositories are immutable, and a rollback needs the previous image.",
    };
  }),
  forEach("workload.image-host", workloads, function* ({ path, value: { image }, settings: { images } }) {
    const parsed = parseImage(image);
    const own = parsed.ok && parsed.image.kind === "repository" ? parsed.image.repository : "";
    // A released digest proves that the repository is one of the environment.
    if (!own.includes("/") || Object.hasOwn(images, own)) return;
    yield {
      path: [...path, "image"],
      problem: "has a namespace but no registry host, so that it could be an image of Docker Hub or a repository that Terrace creates",
      received: image,
      allowed: "a full reference with the registry's host name, or a name without a slash for a repository that Terrace creates",
      fix: `For Docker Hub, write "docker.io/${image}". For a repository of this environment, write a name without a slash, such as "${own.replaceAll("/", "-")}".`,
      reads: [["images"]],
    };
  }),
  {
    ...forEach("workload.image-expiry", workloads, function* ({ path, value: { image, waitsForImage } }) {
      const parsed = parseImage(image);
      if (waitsForImage || !parsed.ok || parsed.image.kind !== "repository") return;
      const { suffix } = parsed.image;
      if (suffix.startsWith("@") || isReleasedTag(suffix.slice(1))) return;
      yield {
        path: [...path, "image"],
        problem: "has a tag that does not mark a release: the image expires after 100 newer ones, also while it runs",
        received: image,
        allowed: 'a version with a dot, such as "api:1.4.2", or a released digest',
        fix: "Push the image with a version as tag, or remove `image` and use `terrace release set`.",
      };
    }),
    warning: true,
  },
  forEach("workload.scale", workloads, function* ({ path, value: { scale } }) {
    if (scale.min <= scale.max) return;
    yield {
      path: [...path, "scale", "min"],
      problem: "is above `max`",
      received: scale.min,
      allowed: `at most \`max\`, which is ${scale.max}`,
      fix: "Lower `min` or raise `max`.",
      reads: [[...path, "scale", "max"]],
    };
  }),
  forEach("workload.schedule", workloads, function* ({ path, value: { scale } }) {
    for (const [name, { cron, timeZone, min, max }] of Object.entries(scale.schedules)) {
      const at = [...path, "scale", "schedules", name];
      if (min > max) {
        yield {
          path: [...at, "min"],
          problem: "is above `max`",
          received: min,
          allowed: `at most \`max\`, which is ${max}`,
          fix: "Lower `min` or raise `max`.",
          reads: [[...at, "max"]],
        };
      }
      if (!isTimeZone(timeZone)) {
        const best = nearest(timeZone, TIME_ZONES);
        yield {
          path: [...at, "timeZone"],
          problem: "is not a valid time zone",
          received: timeZone,
          allowed: 'an IANA time zone, such as "UTC" or "Europe/Berlin"',
          fix: best === undefined ? "Use the spelling of the IANA list." : `Did you mean \`${best}\`?`,
        };
      }
      const problem = scheduleProblem(cron);
      if (problem !== undefined) {
        yield {
          path: [...at, "cron"],
          problem,
          received: cron,
          allowed: '"cron(minutes hours day-of-month month day-of-week year)", "at(yyyy-mm-ddThh:mm:ss)" or "rate(2 hours)"',
          fix: 'For example: "cron(0 8 ? * MON-FRI *)".',
        };
      }
    }
  }),
  forEach("workload.capacity", workloads, function* ({ path, value: { capacity } }) {
    const { base, onDemand, spot } = capacity;
    const at = [...path, "capacity"];
    if (onDemand + spot === 0) {
      yield {
        path: at,
        problem: "sets all weights to 0, so that no task could start",
        received: capacity,
        allowed: "a weight above 0 for `onDemand` or `spot`",
        fix: "Set `onDemand: 1`, or remove `capacity`.",
      };
    } else if (base > 0 && onDemand === 0) {
      yield {
        path: [...at, "base"],
        problem: "requires tasks on Fargate, whose weight is 0",
        received: base,
        allowed: "0 with `onDemand: 0`, because ECS places no task on a capacity provider with weight 0",
        fix: "Set `onDemand: 1` or `base: 0`.",
        reads: [[...at, "onDemand"]],
      };
    }
  }),
  forEach("workload.health-command", workloads, function* ({ path, value: { healthCommand } }) {
    if (healthCommand === undefined) return;
    const [first, ...rest] = healthCommand;
    const shell = first === "CMD-SHELL";
    if ((shell && rest.length === 1) || (first === "CMD" && rest.length > 0)) return;
    yield {
      path: [...path, "healthCommand"],
      problem: shell || first === "CMD" ? "has no command, or more than one" : "does not start with CMD or CMD-SHELL",
      received: healthCommand,
      allowed: '["CMD", executable, arguments…] or ["CMD-SHELL", command line]',
      fix: didYouMean(first, ["CMD", "CMD-SHELL"], 'For example: `["CMD", "/app/healthcheck"]`.'),
    };
  }),
  forEach("workload.writable-path", workloads, function* ({ path, value: { writablePaths } }) {
    const twice = new Set(repeated(writablePaths, withoutSlash));
    for (const [index, folder] of writablePaths.entries()) {
      const problem = writablePathProblem(folder, twice.has(index));
      if (problem === undefined) continue;
      yield {
        path: [...path, "writablePaths", index],
        problem,
        received: folder,
        allowed: 'absolute paths of folders, such as "/tmp" or "/var/cache/app", each once',
        fix: "Use the path of the folder that the application writes to.",
      };
    }
  }),
];

function unknownRegistry(path: Path, image: string, region: string): RuleViolation {
  return {
    path: [...path, "image"],
    problem: `is in the ECR of ${region}, which is not a valid AWS region`,
    received: image,
    allowed: `the ECR of ${oneOf(REGION_NAMES)}`,
    fix: didYouMean(region, REGION_NAMES, "Correct the registry's host name."),
  };
}

const SYSTEM_FOLDERS = ["/dev", "/proc", "/sys"];

function withoutSlash(folder: string): string {
  return folder.replace(/\/+$/, "");
}

function writablePathProblem(folder: string, twice: boolean): string | undefined {
  const plain = withoutSlash(folder);
  if (plain === "") return "is the root of the file system";
  if (/\/(\.{0,2})(\/|$)/.test(plain)) return "is not a normalized path of a folder";
  if (SYSTEM_FOLDERS.some((system) => plain === system || plain.startsWith(`${system}/`))) return "belongs to the system";
  return twice ? "is a duplicate" : undefined;
}
