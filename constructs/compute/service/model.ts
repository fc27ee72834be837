import { nonEmpty } from "../../../language/collections";
import type { Placement } from "../../load-balancing/placement/model";
import type { KindMaps } from "../../registry";
import type { Objectives } from "../../watching/model";
import type { HttpService, NetworkService, Service } from "../model";
import {
  type CapacitySettings,
  type Filled,
  type FilledScale,
  type TracingSettings,
  type EntryAround,
  type ImageSettings,
  type WorkloadObservability,
  fillWorkload,
} from "../settings";
import type { ComputeStage } from "../stages";
import { containerModel, taskLimits, workloadModel } from "../workload-model";
import { fillPlacement, type PlacementSettings } from "./placement";
import type { ServiceEntry } from "./schema";

type WrittenObjectives = Exclude<NonNullable<ServiceEntry["objectives"]>, false>;

/** A service with all defaults filled in. */
export type ServiceSettings = Omit<
  Filled<ServiceEntry, "cpu" | "memory" | "image" | "writablePaths">,
  "capacity" | "scale" | "objectives" | "tracing" | "observability"
> &
  ImageSettings & {
    observability: WorkloadObservability;
    capacity: CapacitySettings;
    scale: FilledScale<ServiceEntry["scale"]>;
    objectives: ObjectiveSettings;
    tracing: TracingSettings;
    opensFolders: boolean;
    placement: PlacementSettings;
  };

/** Fills in the defaults of a service. */
export function serviceSettings(service: ServiceEntry, around: EntryAround): ServiceSettings {
  const filled = fillWorkload(service, around.row.capacity, around);
  return { ...filled, objectives: fillObjectives(service, around.row), placement: fillPlacement(around.name, filled, around.placement) };
}

/** The model of a service. */
export function serviceModel(service: ServiceSettings, { name, environment }: { name: string; environment: KindMaps }): Service {
  return service.routes === undefined
    ? networkService(environment, name, service)
    : httpService(environment, name, service, service.routes);
}

function httpService(environment: KindMaps, name: string, service: ServiceSettings, paths: readonly string[]): HttpService {
  const { liveness, readiness, gracePeriod } = service.health;
  const command = ["CMD-SHELL", `wget -q -O /dev/null 'http://127.0.0.1:${service.port}${liveness}' || exit 1`];
  return {
    kind: "http",
    ...workloadModel(environment, name, service),
    container: containerModel(environment, service, service.healthCommand ?? command),
    ...portsOf(service),
    gracePeriod,
    scale: serviceScale(service),
    routes: { paths, hosts: service.hosts, priorities: service.placement.priorities },
    placement: placeOf(service),
    loadBalancing: service.loadBalancing,
    health: { liveness, readiness },
    ...objectivesOf(service.objectives),
  };
}

function networkService(environment: KindMaps, name: string, service: ServiceSettings): NetworkService {
  const { protocol, port, healthPort } = nonEmpty(service.listener, `a listener of ${name}`);
  return {
    kind: "network",
    ...workloadModel(environment, name, service),
    container: containerModel(environment, service, service.healthCommand),
    ...portsOf(service),
    gracePeriod: service.health.gracePeriod,
    scale: serviceScale(service),
    listener: { protocol, port, healthPort: healthPort ?? service.port },
    deregistrationDelay: service.loadBalancing.deregistrationDelay,
    placement: placeOf(service),
  };
}

function portsOf({ port, previousPort }: ServiceSettings): Pick<Service, "port" | "previousPort"> {
  return { port, ...(previousPort === undefined ? {} : { previousPort }) };
}

function placeOf({ placement: { loadBalancer, securityGroup } }: ServiceSettings): Placement {
  return { loadBalancer, securityGroup };
}

function serviceScale(service: ServiceSettings): Service["scale"] {
  const { memory, requestsPerTask, cpu } = service.scale;
  return {
    ...taskLimits(service),
    cpu,
    ...(memory === undefined ? {} : { memory }),
    ...(requestsPerTask === undefined ? {} : { requestsPerTask }),
  };
}

/** Undefined for a service that is not HTTP and sets no objectives. */
export type ObjectiveSettings =
  false | undefined | (Omit<WrittenObjectives, "availability"> & { availability: ComputeStage["objectives"]["availability"] });

/** Every HTTP service has the availability SLO of its stage, unless `objectives` is `false`. */
function fillObjectives({ objectives, routes }: Pick<ServiceEntry, "objectives" | "routes">, row: ComputeStage): ObjectiveSettings {
  if (objectives === false || (objectives === undefined && routes === undefined)) return objectives;
  return { ...objectives, availability: objectives?.availability ?? row.objectives.availability };
}

/** The model's `objectives` of an HTTP service. */
function objectivesOf(objectives: ObjectiveSettings): { readonly objectives?: Objectives } {
  if (objectives === false || objectives === undefined) return {};
  const { availability, latency } = objectives;
  return { objectives: { availability, ...(latency === undefined ? {} : { latency }) } };
}
