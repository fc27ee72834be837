import { portProblem } from "../../../aws/reserved-ports";
import { type RuleViolation, type Rule, type Subject, entriesOf, forEach } from "../../../language/rule";
import type { ServiceSettings } from "./model";

/** The fields that service rules read. */
interface Environment {
  readonly services: Readonly<Record<string, ServiceSettings>>;
}

const services = (environment: Environment) => entriesOf(environment, "services");

/** Rules for the load balancing of a service: routes behind the ALB, or a listener behind the NLB. */
export const serviceRules: readonly Rule<Environment>[] = [
  forEach("service.kind", services, function* ({ path, value: { routes, listener } }) {
    if ((routes === undefined) !== (listener === undefined)) return;
    yield {
      path,
      problem: routes === undefined ? "has neither `routes` nor a `listener`" : "has both `routes` and a `listener`",
      received: routes === undefined ? undefined : { routes, listener },
      allowed: "`routes` for HTTP behind the ALB, or a `listener` for TCP, UDP or TLS behind the NLB",
      fix:
        routes === undefined
          ? 'For example: `routes: ["/api/*"]`. If it accepts no connections, make it a worker, with or without a queue.'
          : "Remove one of them, or split the service in two.",
      reads: [
        [...path, "routes"],
        [...path, "listener"],
      ],
    };
  }),
  forEach("service.http-only", services, function* (subject) {
    if (subject.value.routes !== undefined) return;
    yield* httpOnlyFields(subject);
  }),
  forEach("service.port", services, function* ({ path, value: { port, listener } }) {
    const ports = [
      { at: [...path, "port"], number: port },
      { at: [...path, "listener", "healthPort"], number: listener?.healthPort },
    ];
    for (const { at, number } of ports) {
      const problem = number === undefined ? undefined : portProblem(number);
      if (problem === undefined) continue;
      yield {
        path: at,
        problem,
        received: number,
        allowed: "a port from 1 to 65535 other than 22, 2375, 2376 and 51678 to 51680",
        fix: "Change the container's port, for example to 8080; clients use the load balancer's port.",
      };
    }
  }),
  forEach("service.previous-port", services, function* ({ path, value: { port, previousPort } }) {
    if (previousPort !== port) return;
    yield {
      path: [...path, "previousPort"],
      problem: "is the same as `port`",
      received: previousPort,
      allowed: "the former `port`, while a deployment changes it",
      fix: "Set `port` to the new port, or remove `previousPort`.",
      reads: [[...path, "port"]],
    };
  }),
  {
    ...forEach("service.port-variable", services, function* ({ path, value: { port, environment } }) {
      const { PORT } = environment;
      if (PORT === undefined || PORT === String(port)) return;
      yield {
        path: [...path, "environment", "PORT"],
        problem: `differs from \`port\`, which is ${port}: most applications listen on PORT, and health checks use \`port\``,
        received: PORT,
        allowed: `"${port}", or no variable PORT`,
        fix: `Set \`port\` to the port that the container listens on, and PORT to the same value.`,
        reads: [[...path, "port"]],
      };
    }),
    warning: true,
  },
  {
    ...forEach("service.scale-to-zero", services, function* ({ path, value: { scale } }) {
      if (scale.min > 0 || Object.values(scale.schedules).some(({ min }) => min > 0)) return;
      yield {
        path: [...path, "scale", "min"],
        problem: "is 0: without tasks there are no metrics to scale on, so that a service that has reached 0 never returns",
        received: scale.min,
        allowed: "at least 1, or 0 with a schedule whose `min` is at least 1",
        fix: "Set `min: 1`, or add `schedules` that start the service again.",
        reads: [[...path, "scale", "schedules"]],
      };
    }),
    warning: true,
  },
  forEach("service.udp-health", services, function* ({ path, value: { listener, port } }) {
    if (listener?.protocol !== "udp" || listener.healthPort !== undefined) return;
    yield {
      path: [...path, "listener", "healthPort"],
      problem: "is missing; UDP services require a TCP health check",
      received: undefined,
      allowed: "a TCP port that accepts connections while the container is healthy",
      fix: `For example: \`healthPort: ${port === 8081 ? 8082 : 8081}\`.`,
    };
  }),
  {
    id: "service.listener-port",
    *check(settings) {
      const taken = new Map<number, { readonly name: string; readonly protocol: string }>();
      for (const { name, path, value } of services(settings)) {
        if (!value.listener) continue;
        const { port, protocol } = value.listener;
        const first = taken.get(port);
        if (!first) taken.set(port, { name, protocol });
        else yield listenerClash(path, port, protocol, first);
      }
    },
  },
];

function listenerClash(
  path: RuleViolation["path"],
  port: number,
  protocol: string,
  first: { name: string; protocol: string },
): RuleViolation {
  const both = [protocol, first.protocol];
  const mixed = both.includes("udp") && new Set(both).size > 1;
  return {
    path: [...path, "listener", "port"],
    problem: `is already the port of ${first.name}`,
    received: port,
    allowed: mixed
      ? "a different port: the NLB does not allow separate TCP and UDP listeners on one port"
      : "a port that no other listener has",
    fix: "Choose another port.",
    reads: [
      ["services", first.name, "listener"],
      [...path, "listener", "protocol"],
    ],
  };
}

/** Fields without effect behind an NLB. */
function* httpOnlyFields({ path, value }: Subject<ServiceSettings, Environment>): Iterable<RuleViolation> {
  const { hosts, priority, loadBalancing, scale, objectives } = value;
  const fields: readonly { readonly at: readonly string[]; readonly received: unknown; readonly set: boolean }[] = [
    { at: ["hosts"], received: hosts, set: hosts.length > 0 },
    { at: ["priority"], received: priority, set: priority !== undefined },
    { at: ["loadBalancing", "algorithm"], received: loadBalancing.algorithm, set: loadBalancing.algorithm !== "round_robin" },
    { at: ["loadBalancing", "stickySessions"], received: loadBalancing.stickySessions, set: loadBalancing.stickySessions !== undefined },
    {
      at: ["loadBalancing", "slowStart"],
      received: "slowStart" in loadBalancing && loadBalancing.slowStart,
      set: "slowStart" in loadBalancing && loadBalancing.slowStart !== undefined,
    },
    { at: ["objectives"], received: objectives, set: objectives !== undefined && objectives !== false },
    { at: ["scale", "requestsPerTask"], received: scale.requestsPerTask, set: scale.requestsPerTask !== undefined },
  ];
  for (const { at, received } of fields.filter(({ set }) => set)) {
    yield {
      path: [...path, ...at],
      problem: "is for HTTP services only",
      received,
      allowed: "only together with `routes`",
      fix: "Remove it, or add `routes` instead of the listener.",
      reads: [[...path, "routes"]],
    };
  }
}
