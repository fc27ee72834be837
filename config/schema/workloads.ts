import { z } from "zod";
import { TEXT_LIMITS } from "../../aws/text-limits";
import { duration, freeText, hostname, mapOf, name, size, text, whole } from "../../language/fields";
import { metrics, objectives, tracing } from "./monitoring";

/** What a team may write about the programs that it runs: services behind a load balancer, and workers behind a queue. */

// What an ALB takes in a path condition: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
const route = text(
  /^\/[A-Za-z0-9_\-.$/~"'@:+&*?]{0,127}$/,
  'a path that starts with "/", of at most 128 letters, digits and _ - . $ / ~ " \' @ : + &, with * and ? as wildcards',
  "/api/*",
);

// Without quotes, since a shell runs the container's check of it.
const path = text(
  /^\/[\w.~/%=?&+-]{0,127}$/,
  'a path that starts with "/", of at most 128 letters, digits and _ . ~ / % = ? & + -',
  "/livez",
);

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

const bounds = {
  min: whole(0, 5_000).optional().meta({ stage: "services.min" }).describe("Fewest tasks."),
  max: whole(1, 5_000).optional().meta({ stage: "services.max" }).describe("Most tasks."),
  schedules: mapOf(schedule).default({}).describe("Bounds that change at set times, by a name of your choice."),
};

const serviceScale = z
  .strictObject({
    ...bounds,
    cpu: whole(10, 90).default(60).describe("Percent of CPU that autoscaling aims at, on average over the tasks."),
    memory: whole(10, 90).optional().describe("Percent of memory to aim at. Left out: memory does not scale the service."),
    requestsPerTask: whole(1, 1_000_000)
      .optional()
      .describe("Requests a minute and task to aim at (HTTP services). Left out: requests do not scale the service."),
  })
  .describe("Autoscaling, in and out.");

const workerScale = z
  .strictObject({
    ...bounds,
    acceptableLatency: duration("1 second", "1 day")
      .default("60 seconds")
      .describe("How long a message may wait before a worker takes it."),
    secondsPerMessage: z
      .number()
      .min(0.001)
      .max(43_000)
      .default(1)
      .meta({ allowed: "a number of seconds from 0.001 to 43000, since SQS hides a message for 12 hours at most", example: 0.5 })
      .describe("How long one task works on one message. The backlog per task to aim at is `acceptableLatency` ÷ `secondsPerMessage`."),
  })
  .describe("Autoscaling on the backlog per task.");

/** @param stage where the stages' table holds the defaults: workers have their own. */
const capacity = (stage: "capacity" | "workerCapacity") =>
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

const container = {
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
    .meta({ stage: "services.cpu" })
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
  scratch: z
    .array(freeText(TEXT_LIMITS.containerPath, "/tmp").regex(/^\/[\w./-]*$/))
    .default(["/tmp"])
    .describe(
      "Folders that the container may write to; the rest of its file system is read-only. Fargate gives a folder to root unless the image declares it as a `VOLUME` that belongs to `user`.",
    ),
  uses: z
    .array(name)
    .default([])
    .describe("The databases, caches, queues and secrets that it may reach. What is not named cannot be reached."),
  connectionsPerTask: whole(1, 1_000)
    .default(5)
    .describe("Connections that one task opens to each database that it uses (the size of its pool)."),
  capacity: capacity("capacity"),
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

const loadBalancingCommon = {
  stickySessions: duration("1 second", "7 days")
    .optional()
    .describe("Keeps a client on one task by a cookie for this long. Left out: any task serves any request."),
  deregistrationDelay: duration("0 seconds", "1 hour").default("30 seconds").describe("How long a leaving task may finish its requests."),
};

const loadBalancing = z
  .discriminatedUnion("algorithm", [
    z.strictObject({
      algorithm: z.literal("round_robin"),
      slowStart: duration("30 seconds", "15 minutes")
        .optional()
        .describe("How long a new task's share of requests grows. Left out: full share at once."),
      ...loadBalancingCommon,
    }),
    z.strictObject({ algorithm: z.literal("least_outstanding_requests"), ...loadBalancingCommon }),
    z.strictObject({
      algorithm: z.literal("weighted_random"),
      anomalyMitigation: z.boolean().default(true).describe("Sends fewer requests to tasks that answer with more errors than the others."),
      ...loadBalancingCommon,
    }),
  ])
  .describe("How the ALB spreads requests over the tasks.");

/** A program that answers requests: HTTP behind the ALB (`routes`), or TCP, UDP or TLS behind the NLB (`listener`). */
export const service = z
  .strictObject({
    ...container,
    port: whole(1, 65_535).describe("The port that the container listens on."),
    routes: z
      .array(route)
      .min(1)
      .optional()
      .meta({ example: ["/api/*"] })
      .describe("The paths that the ALB sends here; `*` and `?` are wildcards. An HTTP service has `routes`, any other has `listener`."),
    hosts: z
      .array(hostname("a host name in lower case", "api.example.com"))
      .default([])
      .describe("Host names that the routes hold for. Left out: any."),
    priority: whole(1, 49_999)
      .optional()
      .describe("The order of routes; lower is asked first. Left out: the longer the path, the earlier."),
    listener: z
      .strictObject({
        protocol: z
          .enum(["tcp", "udp", "tls"])
          .describe("What clients speak. With `tls` the NLB ends TLS with the environment's certificate."),
        port: whole(1, 65_535).describe("The port that clients connect to."),
        healthPort: whole(1, 65_535)
          .optional()
          .describe("A TCP port for the health check. Left out: `port` of the container. UDP services need one."),
      })
      .optional()
      .describe("The NLB's listener of a service that does not speak HTTP."),
    loadBalancing: loadBalancing.prefault({ algorithm: "round_robin" }).describe("How requests are spread over the tasks."),
    health: z
      .strictObject({
        liveness: path.default("/livez").describe("Answers 200 while the process works. A container that fails it is replaced."),
        readiness: path.default("/readyz").describe("Answers 200 while the task can serve. A task that fails it gets no requests."),
        gracePeriod: duration("0 seconds", "1 hour").default("60 seconds").describe("How long a new task may fail its checks."),
      })
      .prefault({})
      .describe("Health checks."),
    stopTimeout: duration("2 seconds", "2 minutes")
      .default("60 seconds")
      .describe("How long the container has between SIGTERM and SIGKILL."),
    scale: serviceScale.prefault({}).describe("Autoscaling, in and out."),
    objectives: objectives
      .optional()
      .describe(
        "What an HTTP service promises. `false`: nothing, and nobody is paged for its errors. Left out: the availability of the stage.",
      ),
  })
  .describe("A program that answers requests.");

/** A program that takes messages from a queue. */
export const worker = z
  .strictObject({
    ...container,
    capacity: capacity("workerCapacity"),
    consumes: name.describe("The queue that it takes messages from."),
    stopTimeout: duration("2 seconds", "2 minutes")
      .default("120 seconds")
      .describe("How long the container has between SIGTERM and SIGKILL."),
    scale: workerScale.prefault({}).describe("Autoscaling on the backlog per task."),
  })
  .describe("A program that takes messages from a queue.");
