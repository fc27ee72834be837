import { z } from "zod";
import { FARGATE_CPU_VOCABULARY } from "../../aws/fargate-sizes";
import { TEXT_LIMITS } from "../../aws/text-limits";
import { freeText, mapOf, name, size, text, whole } from "../../language/fields";
import { observabilityLevel } from "../watching/level-schema";
import { egress } from "./egress/schema";
import { metrics, tracing } from "./monitoring-schema";
import { processFields } from "./variables/schema";

/** The fields that services and workers have in common: container, capacity and scale. */

const schedule = z
  .strictObject({
    cron: text(
      /^(?=.{1,1600}$)(cron\([^()\t]+\)|at\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\)|rate\(\d+ (minutes?|hours?|days?)\))$/,
      "an expression of Application Auto Scaling: cron(…), at(…) or rate(…)",
      "cron(0 8 ? * MON-FRI *)",
    ).describe("When the new limits take effect."),
    timeZone: z.string().default("UTC").meta({ allowed: "an IANA time zone", example: "Europe/Berlin" }).describe("Time zone of `cron`."),
    min: whole(0, 5_000).describe("Minimum number of tasks from then on."),
    max: whole(0, 5_000).describe("Maximum number of tasks from then on."),
  })
  .describe("A time at which the minimum and maximum number of tasks change.");

/** Fields of the scale of a service or worker. */
export const scaleFields = {
  min: whole(0, 5_000).optional().meta({ stage: "services.min" }).describe("Minimum number of tasks."),
  max: whole(1, 5_000).optional().meta({ stage: "services.max" }).describe("Maximum number of tasks."),
  schedules: mapOf(schedule).default({}).describe("Scheduled changes of the minimum and maximum number of tasks, by name."),
};

/** @param stage the key of the defaults in the stage table: workers have their own. */
export const capacityField = (stage: "capacity" | "workerCapacity") =>
  z
    .strictObject({
      base: whole(0, 1_000)
        .optional()
        .meta({ stage: `${stage}.base` })
        .describe("Tasks that always run on Fargate; the weights apply to further tasks."),
      onDemand: whole(0, 1_000)
        .optional()
        .meta({ stage: `${stage}.onDemand` })
        .describe("Weight of Fargate."),
      spot: whole(0, 1_000)
        .optional()
        .meta({ stage: `${stage}.spot` })
        .describe("Weight of Fargate Spot, which AWS can interrupt with two minutes' notice."),
    })
    .prefault({})
    .describe("Distribution of tasks over Fargate and Fargate Spot.");

/** Fields that services and workers share. */
export const containerFields = {
  image: z
    .string()
    .min(1)
    .max(512)
    .meta({
      allowed:
        'an image: "api:1.4.2" or "api@sha256:…" in a repository that Terrace creates, or a full reference with the registry\'s host name',
      example: "api:1.4.2",
      fallback: "the released image",
    })
    .optional()
    .describe(
      "The container image. Default: the released digest (`images`) in a repository with the workload's name, which Terrace creates; before the first release, the workload waits for it without tasks. Without a registry host name, Terrace creates the repository. For an existing Amazon ECR repository (`<account>.dkr.ecr.<region>.amazonaws.com/…`), tasks can pull from exactly that repository. If it is in another account, its policy must allow this account to pull, and its KMS key must allow it to decrypt.",
    ),
  cpu: whole(256, 16_384)
    .optional()
    .meta({ stage: "services.cpu", vocabulary: FARGATE_CPU_VOCABULARY })
    .describe(
      "CPU units of a task; 1,024 is one vCPU. Stage default, or the minimum for `memory`. Fargate supports 256, 512, 1024, 2048, 4096, 8192 and 16384.",
    ),
  memory: size("512 MB", "120 GB")
    .optional()
    .meta({ stage: "services.memory" })
    .describe("Memory of a task. Stage default, or the minimum for `cpu`. The supported sizes depend on `cpu`."),
  architecture: z.enum(["arm64", "x86_64"]).default("arm64").describe("Processor architecture of the image."),
  ...processFields,
  user: text(/^(image|[1-9]\d{0,9}(:\d{1,10})?)$/, 'a numeric user or user:group whose user is not root, or "image"', "1000:1000")
    .default("1000:1000")
    .describe(
      'Numeric user of the container, with any group. `"image"`: the user of the image, for images that start as root and continue as another user; they keep the capabilities that this requires, and an image that stays root runs as root.',
    ),
  fileSystem: z
    .enum(["read-only", "writable"])
    .default("read-only")
    .describe(
      "File system of the container. `read-only`: only `writablePaths` can be written to. `writable`: all folders that the image's user can write to. All of it is deleted with the task.",
    ),
  writablePaths: z
    .array(freeText(TEXT_LIMITS.containerPath, "/tmp").regex(/^\/[\w./-]*$/))
    .optional()
    .meta({ fallback: '["/tmp"], or none with `fileSystem: "writable"`' })
    .describe(
      "Folders that the container can write to. Each is an empty task volume that any user can write to. Without NAT gateways a folder is owned by root, unless the image declares it as a `VOLUME` owned by `user`.",
    ),
  uses: z
    .array(name.meta({ names: "resources" }))
    .default([])
    .describe("Databases, tables, caches, queues and secrets that the workload can access. Access to anything else is denied."),
  connectionsPerTask: whole(1, 1_000).default(5).describe("Connection pool size: connections of one task to each database that it uses."),
  egress,
  capacity: capacityField("capacity"),
  healthCommand: z
    .array(freeText({ ...TEXT_LIMITS.containerText, min: 1 }, "CMD"))
    .min(1)
    .optional()
    .meta({ example: ["CMD", "/app/healthcheck"] })
    .describe(
      "Health check of the container, starting with `CMD` or `CMD-SHELL`. Default: `wget` of the liveness path for HTTP services, otherwise none.",
    ),
  metrics,
  observability: z
    .strictObject({
      level: observabilityLevel.describe("Number of alarms of the workload. Default: `observability.level` of the environment."),
    })
    .meta({ title: "Workload observability" })
    .prefault({})
    .describe("Level of monitoring."),
  tracing: tracing
    .optional()
    .meta({ stage: "tracing" })
    .describe(
      "Sends traces to X-Ray, and latency histograms to CloudWatch, through an OpenTelemetry collector sidecar. `false`: neither. Stage default; `false` without NAT gateways.",
    ),
};

/** The fields of services and workers as written in the environment file. */
export type WorkloadEntry = z.output<z.ZodObject<typeof containerFields>>;

/** A schedule as written in the environment file. */
export type ScheduleEntry = z.output<typeof schedule>;
