import { buildMetrics, objectivesOf, tracingOf } from "./monitoring";
import { present, sorted } from "../../language/collections";
import type { ServiceSettings, Settings, WorkerSettings } from "../settings/settings";
import { type Image, parseImage } from "../../language/images";
import type { Container, HttpService, NetworkService, Schedule, Service, Worker } from "../../constructs/compute/model";
import { type Use, findUses } from "../../constructs/registry";
import { derivedPriority } from "../../constructs/load-balancing/route-priority";
import { seconds } from "../../language/units";

export function buildServices(settings: Settings): readonly Service[] {
  return sorted(settings.services).map(([name, service]) =>
    service.routes === undefined ? networkService(settings, name, service) : httpService(settings, name, service, service.routes),
  );
}

export function buildWorkers(settings: Settings): readonly Worker[] {
  return sorted(settings.workers).map(([name, worker]) => ({
    ...workload(settings, name, worker),
    container: container(worker, worker.healthCommand),
    consumes: worker.consumes,
    scale: {
      min: worker.scale.min,
      max: worker.scale.max,
      backlogPerTask: backlogPerTask(worker),
      acceptableLatency: worker.scale.acceptableLatency,
      schedules: schedules(worker),
    },
  }));
}

/** The priority of an HTTP service's rule: its own, or the derived one. */
export function routePriority(name: string, service: ServiceSettings): number {
  return service.priority ?? derivedPriority(name, service.routes ?? [], service.hosts);
}

/**
 * Messages per task to aim at: how many one task works off within the acceptable latency, at least 1.
 *
 * Source: "Scaling based on Amazon SQS" (https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-using-sqs-queue.html).
 */
export function backlogPerTask({ scale }: Pick<WorkerSettings, "scale">): number {
  return Math.max(1, Math.floor(seconds(scale.acceptableLatency) / scale.secondsPerMessage));
}

function httpService(settings: Settings, name: string, service: ServiceSettings, paths: readonly string[]): HttpService {
  const { liveness, readiness, gracePeriod } = service.health;
  const command = ["CMD-SHELL", `wget -q -O /dev/null 'http://127.0.0.1:${service.port}${liveness}' || exit 1`];
  return {
    kind: "http",
    ...workload(settings, name, service),
    container: container(service, service.healthCommand ?? command),
    port: service.port,
    gracePeriod,
    scale: serviceScale(service),
    routes: { paths, hosts: service.hosts, priority: routePriority(name, service) },
    loadBalancing: service.loadBalancing,
    health: { liveness, readiness },
    ...objectivesOf(service.objectives),
  };
}

function networkService(settings: Settings, name: string, service: ServiceSettings): NetworkService {
  const { protocol, port, healthPort } = present(service.listener, `a listener of ${name}`);
  return {
    kind: "network",
    ...workload(settings, name, service),
    container: container(service, service.healthCommand),
    port: service.port,
    gracePeriod: service.health.gracePeriod,
    scale: serviceScale(service),
    listener: { protocol, port, healthPort: healthPort ?? service.port },
    deregistrationDelay: service.loadBalancing.deregistrationDelay,
  };
}

function workload(settings: Settings, name: string, { uses, connectionsPerTask, capacity, ...rest }: ServiceSettings | WorkerSettings) {
  return {
    name,
    uses: uses.map((use) => resolveUse(settings, use)),
    connectionsPerTask,
    capacity,
    metrics: buildMetrics(rest.metrics),
    ...tracingOf(rest.tracing),
  };
}

function resolveUse(settings: Settings, name: string): Use {
  return present(findUses(settings, name)[0], `a thing named ${name}`);
}

function container(settings: ServiceSettings | WorkerSettings, healthCommand: readonly string[] | undefined): Container {
  const { cpu, memory, architecture, command, environment, user, scratch, stopTimeout } = settings;
  return {
    image: image(settings.image),
    cpu,
    memory,
    architecture,
    ...(command === undefined ? {} : { command }),
    environment: Object.fromEntries(sorted(environment)),
    user,
    scratch,
    ...(healthCommand === undefined ? {} : { healthCommand }),
    stopTimeout,
  };
}

function image(reference: string): Image {
  const parsed = parseImage(reference);
  return present(parsed.ok ? parsed.image : undefined, "a valid image");
}

function serviceScale({ scale }: ServiceSettings): Service["scale"] {
  const { memory, requestsPerTask, min, max, cpu } = scale;
  return {
    min,
    max,
    cpu,
    ...(memory === undefined ? {} : { memory }),
    ...(requestsPerTask === undefined ? {} : { requestsPerTask }),
    schedules: schedules({ scale }),
  };
}

function schedules({ scale }: Pick<ServiceSettings | WorkerSettings, "scale">): readonly Schedule[] {
  return sorted(scale.schedules).map(([name, schedule]) => ({ name, ...schedule }));
}
