import { z } from "zod";
import { duration, hostname, text, whole } from "../../../language/fields";
import { objectives } from "../monitoring-schema";
import { containerFields, scaleFields } from "../schema";

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

const serviceScale = z
  .strictObject({
    ...scaleFields,
    cpu: whole(10, 90).default(60).describe("Percent of CPU that autoscaling aims at, on average over the tasks."),
    memory: whole(10, 90).optional().describe("Percent of memory to aim at. Left out: memory does not scale the service."),
    requestsPerTask: whole(1, 1_000_000)
      .optional()
      .describe("Requests a minute and task to aim at (HTTP services). Left out: requests do not scale the service."),
  })
  .describe("Autoscaling, in and out.");

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
export const serviceSchema = z
  .strictObject({
    ...containerFields,
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

/** A service as it is written. */
export type ServiceEntry = z.output<typeof serviceSchema>;
