import { z } from "zod";
import { duration, hostname, text, whole } from "../../../language/fields";
import { objectives } from "../monitoring-schema";
import { MOST_PRIORITY } from "../../load-balancing/placement/schema";
import { containerFields, scaleFields } from "../schema";

// Allowed characters of ALB path conditions: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
const route = text(
  /^\/[A-Za-z0-9_\-.$/~"'@:+&*?]{0,127}$/,
  'a path that starts with "/", at most 128 letters, digits and _ - . $ / ~ " \' @ : + &, with * and ? as wildcards',
  "/api/*",
);

// No quotes, because the container's health check runs in a shell.
const path = text(/^\/[\w.~/%=?&+-]{0,127}$/, 'a path that starts with "/", at most 128 letters, digits and _ . ~ / % = ? & + -', "/livez");

const serviceScale = z
  .strictObject({
    ...scaleFields,
    cpu: whole(10, 90).default(60).describe("Target CPU utilization in percent, averaged over the tasks."),
    memory: whole(10, 90).optional().describe("Target memory utilization in percent. Default: memory does not scale the service."),
    requestsPerTask: whole(1, 1_000_000)
      .optional()
      .describe("Target requests per minute and task (HTTP services). Default: requests do not scale the service."),
  })
  .describe("Autoscaling.");

const loadBalancingCommon = {
  stickySessions: duration("1 second", "7 days")
    .optional()
    .describe("Binds a client to one task with a cookie for this time. Default: any task serves any request."),
  deregistrationDelay: duration("0 seconds", "1 hour")
    .default("30 seconds")
    .describe("Time for a deregistered task to finish its requests."),
};

const loadBalancing = z
  .discriminatedUnion("algorithm", [
    z.strictObject({
      algorithm: z.literal("round_robin"),
      slowStart: duration("30 seconds", "15 minutes")
        .optional()
        .describe("Time over which a new task's share of requests grows. Default: full share immediately."),
      ...loadBalancingCommon,
    }),
    z.strictObject({ algorithm: z.literal("least_outstanding_requests"), ...loadBalancingCommon }),
    z.strictObject({
      algorithm: z.literal("weighted_random"),
      anomalyMitigation: z.boolean().default(true).describe("Sends fewer requests to tasks that return more errors than the others."),
      ...loadBalancingCommon,
    }),
  ])
  .describe("Load balancing algorithm of the ALB.");

/** A service that responds to requests: HTTP behind the ALB (`routes`), or TCP, UDP or TLS behind the NLB (`listener`). */
export const serviceSchema = z
  .strictObject({
    ...containerFields,
    port: whole(1, 65_535).meta({ example: 8080 }).describe("Port that the container listens on."),
    previousPort: whole(1, 65_535)
      .optional()
      .meta({ example: 8000 })
      .describe(
        "Former `port`, in the deployment that changes it: tasks that run until the new ones are healthy stay reachable on it. Remove it in a later deployment. Default: tasks are reachable on `port` only.",
      ),
    routes: z
      .array(route)
      .min(1)
      .optional()
      .meta({ example: ["/api/*"] })
      .describe(
        "Paths that the ALB routes to the service; `*` and `?` are wildcards. HTTP services have `routes`, all others have `listener`.",
      ),
    hosts: z
      .array(hostname("a lowercase host name", "api.example.com"))
      .default([])
      .describe("Host names of the routes. Default: any host."),
    priority: whole(1, MOST_PRIORITY)
      .optional()
      .describe(
        "Rule priority; lower values are evaluated first. A service whose paths and hosts need several rules takes the next numbers, too. Default: the priorities in `environments/placement.json`, or longer paths first.",
      ),
    listener: z
      .strictObject({
        protocol: z
          .enum(["tcp", "udp", "tls"])
          .describe("Protocol of the clients. With `tls`, the NLB terminates TLS with the environment's certificate."),
        port: whole(1, 65_535).describe("Port that clients connect to."),
        healthPort: whole(1, 65_535)
          .optional()
          .describe("TCP port of the health check. Default: `port` of the container. Required for UDP services."),
      })
      .optional()
      .describe("NLB listener of a service that is not HTTP."),
    loadBalancing: loadBalancing.prefault({ algorithm: "round_robin" }).describe("Distribution of requests over the tasks."),
    health: z
      .strictObject({
        liveness: path.default("/livez").describe("Returns 200 while the process works. ECS replaces a container that fails it."),
        readiness: path
          .default("/readyz")
          .describe("Returns 200 while the task can serve requests. A task that fails it receives no requests."),
        gracePeriod: duration("0 seconds", "1 hour").default("60 seconds").describe("Time for a new task to become healthy."),
      })
      .prefault({})
      .describe("Health checks."),
    stopTimeout: duration("2 seconds", "2 minutes").default("60 seconds").describe("Time between SIGTERM and SIGKILL."),
    scale: serviceScale.prefault({}).describe("Autoscaling."),
    objectives: objectives
      .optional()
      .describe("SLOs of an HTTP service. `false`: no SLO, and no page for errors. Default: the stage's availability SLO."),
  })
  .describe("A service that responds to requests.");

/** A service as written in the environment file. */
export type ServiceEntry = z.output<typeof serviceSchema>;
