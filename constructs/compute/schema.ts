import { z } from "zod";
import { FARGATE_CPU_VOCABULARY } from "../../aws/fargate-sizes";
import { TEXT_LIMITS } from "../../aws/text-limits";
import { freeText, mapOf, name, size, text, whole } from "../../language/fields";
import { metrics, tracing } from "./monitoring-schema";

/** What a team may write about every program that it runs: its container, capacity and scale. */

const schedule = z
  .strictObject({
    cron: text(
      /^(?=.{1,1600}$)(cron\([^()\t]+\)|at\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\)|rate\(\d+ (minutes?|hours?|days?)\))$/,
      "an expression of Application Auto Scaling: cron(…), at(…) or rate(…)",
      "cron(0 8 ? * MON-FRI *)",
    ).describe("When the new bounds begin to hold."),
    timeZone: z
      .string()
      .default("UTC")
      .meta({ allowed: "an IANA time zone", example: "Europe/Berlin" })
      .describe("The zone that `cron` is read in."),
    min: whole(0, 5_000).describe("Fewest tasks from then on."),
    max: whole(0, 5_000).describe("Most tasks from then on."),
  })
  .describe("A time from which other bounds hold.");

/** Fields of the scale of a service or worker. */
export const scaleFields = {
  min: whole(0, 5_000).optional().meta({ stage: "services.min" }).describe("Fewest tasks."),
  max: whole(1, 5_000).optional().meta({ stage: "services.max" }).describe("Most tasks."),
  schedules: mapOf(schedule).default({}).describe("Bounds that change at set times, by a name of your choice."),
};

/** @param stage where the stages' table holds the defaults: workers have their own. */
export const capacityField = (stage: "capacity" | "workerCapacity") =>
  z
    .strictObject({
      base: whole(0, 1_000)
        .optional()
        .meta({ stage: `${stage}.base` })
        .describe("Tasks that always run on Fargate before the weights count."),
      onDemand: whole(0, 1_000)
        .optional()
        .meta({ stage: `${stage}.onDemand` })
        .describe("Weight of Fargate."),
      spot: whole(0, 1_000)
        .optional()
        .meta({ stage: `${stage}.spot` })
        .describe("Weight of Fargate Spot, which AWS may take back with two minutes' notice."),
    })
    .prefault({})
    .describe("How tasks are spread over Fargate and Fargate Spot.");

/** Fields that services and workers share. */
export const containerFields = {
  image: z
    .string()
    .min(1)
    .max(512)
    .meta({
      allowed:
        'an image: "api:1.4.2" or "api@sha256:…" in a repository that Terrace makes, or a whole reference with its registry\'s host name',
      example: "api:1.4.2",
    })
    .describe(
      "The container image. Without a registry's host name, Terrace makes the repository. From an existing repository of Amazon ECR (`<account>.dkr.ecr.<region>.amazonaws.com/…`) ECS pulls with a permission on exactly that repository; the policy of another account's repository must allow this account to pull, and its key to decrypt.",
    ),
  cpu: whole(256, 16_384)
    .optional()
    .meta({ stage: "services.cpu", vocabulary: FARGATE_CPU_VOCABULARY })
    .describe(
      "CPU units of a task; 1,024 is one vCPU. Left out: by stage, or the least that goes with `memory`. Fargate has 256, 512, 1024, 2048, 4096, 8192 and 16384.",
    ),
  memory: size("512 MB", "120 GB")
    .optional()
    .meta({ stage: "services.memory" })
    .describe("Memory of a task. Left out: by stage, or the least that goes with `cpu`. Which sizes there are depends on `cpu`."),
  architecture: z.enum(["arm64", "x86_64"]).default("arm64").describe("The processor that the image is built for."),
  command: z.array(freeText(TEXT_LIMITS.containerText, "--verbose")).max(100).optional().describe("Replaces the image's command."),
  environment: z
    .record(
      text(/^[A-Z_][A-Z0-9_]{0,254}$/, "a variable name in capitals, of at most 255 characters", "LOG_LEVEL"),
      freeText(TEXT_LIMITS.containerText, "info"),
    )
    .default({})
    .describe("Environment variables that hold no secret."),
  user: text(/^[1-9]\d{0,9}(:[1-9]\d{0,9})?$/, "a numeric user or user:group other than root", "1000:1000")
    .default("1000:1000")
    .describe("The user that the container runs as. Never root."),
  writablePaths: z
    .array(freeText(TEXT_LIMITS.containerPath, "/tmp").regex(/^\/[\w./-]*$/))
    .default(["/tmp"])
    .describe(
      "Folders that the container can write to; the rest of its file system is read-only. Each is an empty volume of the task. Fargate makes root its owner, unless the image declares the folder as a `VOLUME` that belongs to `user`.",
    ),
  uses: z
    .array(name.meta({ names: "resources" }))
    .default([])
    .describe("The databases, caches, queues and secrets that it may reach. What is not named cannot be reached."),
  connectionsPerTask: whole(1, 1_000)
    .default(5)
    .describe("Connections that one task opens to each database that it uses (the size of its pool)."),
  capacity: capacityField("capacity"),
  healthCommand: z
    .array(freeText({ ...TEXT_LIMITS.containerText, min: 1 }, "CMD"))
    .min(1)
    .optional()
    .meta({ example: ["CMD", "/app/healthcheck"] })
    .describe(
      "The container's own health check, `CMD` or `CMD-SHELL` first. Left out: `wget` on the liveness path (HTTP services), or none.",
    ),
  metrics,
  tracing: tracing
    .optional()
    .meta({ stage: "tracing" })
    .describe(
      "Traces, by an OpenTelemetry collector beside each task, to X-Ray. `false`: neither. Left out: by stage, or `false` without NAT gateways.",
    ),
};

/** What services and workers share, as it is written. */
export type WorkloadEntry = z.output<z.ZodObject<typeof containerFields>>;

/** A time from which other bounds hold, as it is written. */
export type ScheduleEntry = z.output<typeof schedule>;
