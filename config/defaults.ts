import {
  type AlertSettings,
  type ObjectiveSettings,
  type ObservabilitySettings,
  type TracingSettings,
  fillAlerts,
  fillObjectives,
  fillObservability,
  fillTracing,
} from "./defaults-watching";
import { type DeliverySettings, fillDelivery } from "./build-delivery";
import { isFargateSize, nearestFargateSize, smallestFargateMemory } from "../aws/fargate-sizes";
import { findRegion } from "../aws/regions";
import type { ParsedEnvironment } from "./schema";
import { STAGES, type StageDefaults } from "./stages";
import { type Duration, type Size, mebibytes, seconds } from "../language/units";

/**
 * An environment in the shape in which it was written, with every field decided: what was left out is filled in from its stage, or from
 * the fields beside it. Rules read this, since its paths are those that the team wrote.
 */

type Filled<Thing, Key extends keyof Thing> = Omit<Thing, Key> & Required<Pick<Thing, Key>>;
type Entry<Key extends "services" | "workers" | "databases" | "tables" | "caches"> = ParsedEnvironment[Key][string];

type FilledScale<Scale extends { min?: number | undefined; max?: number | undefined }> = Filled<Scale, "min" | "max">;
export type CapacitySettings = Required<Entry<"services">["capacity"]>;

export type ServiceSettings = Omit<Filled<Entry<"services">, "cpu" | "memory">, "capacity" | "scale" | "objectives" | "tracing"> & {
  capacity: CapacitySettings;
  scale: FilledScale<Entry<"services">["scale"]>;
  objectives: ObjectiveSettings;
  tracing: TracingSettings;
};
export type WorkerSettings = Omit<Filled<Entry<"workers">, "cpu" | "memory">, "capacity" | "scale" | "tracing"> & {
  capacity: CapacitySettings;
  scale: FilledScale<Entry<"workers">["scale"]>;
  tracing: TracingSettings;
};
export type DatabaseSettings = Filled<Required<Omit<Entry<"databases">, "primaryRegion">>, "regions"> & {
  primaryRegion: string | undefined;
};
export type TableSettings = Filled<Entry<"tables">, "regions" | "stream">;
export type CacheSettings = Required<Entry<"caches">>;
export type QueueSettings = Required<ParsedEnvironment["queues"][string]>;

export type Settings = Omit<
  Filled<ParsedEnvironment, "removalPolicy" | "logRetention">,
  | "network"
  | "services"
  | "workers"
  | "databases"
  | "tables"
  | "caches"
  | "queues"
  | "state"
  | "site"
  | "homeRegion"
  | "alerts"
  | "observability"
  | "delivery"
> & {
  /** Undefined as long as there are several regions and it is not said. */
  homeRegion: string | undefined;
  /** Name of the region that writes go to; undefined as long as none or several say so. */
  primaryRegion: string | undefined;
  state: { bucket: string; region: string | undefined };
  network: Required<ParsedEnvironment["network"]>;
  services: Record<string, ServiceSettings>;
  workers: Record<string, WorkerSettings>;
  databases: Record<string, DatabaseSettings>;
  tables: Record<string, TableSettings>;
  caches: Record<string, CacheSettings>;
  queues: Record<string, QueueSettings>;
  alerts: AlertSettings;
  observability: ObservabilitySettings;
  delivery: DeliverySettings | undefined;
  site: (Omit<NonNullable<ParsedEnvironment["site"]>, "failoverRegion"> & { failoverRegion: string | undefined }) | undefined;
};

/** Major versions that are taken when none is given, by engine. */
export const DEFAULT_VERSIONS = { postgres: "17", mysql: "8.4" } as const;

const LARGEST_STORAGE = mebibytes("64 TB");
const LONGEST_VISIBILITY = seconds("12 hours");

/** Fills in all that was left out. `stage` is the environment's own, unless that is not valid. */
export function fillDefaults(environment: ParsedEnvironment, stage: keyof typeof STAGES = environment.stage): Settings {
  const row = STAGES[stage];
  const removalPolicy = environment.removalPolicy ?? row.removalPolicy;
  const primaryRegion = findPrimary(environment.regions);
  const regions = Object.keys(environment.regions);
  const natGateways = environment.network.natGateways ?? row.network.natGateways;
  const homeRegion = environment.homeRegion ?? (regions.length === 1 ? regions[0] : undefined);
  return {
    ...environment,
    removalPolicy,
    logRetention: environment.logRetention ?? row.logRetention,
    primaryRegion,
    homeRegion,
    state: {
      bucket: environment.state.bucket ?? `${environment.name}-${environment.domainName.replaceAll(".", "-")}-terraform-state`,
      region: environment.state.region ?? homeRegion,
    },
    network: {
      ...environment.network,
      natGateways,
      flowLogs: environment.network.flowLogs ?? row.network.flowLogs,
    },
    services: mapValues(environment.services, (service) => ({
      ...fillWorkload(service, row, row.capacity, natGateways),
      objectives: fillObjectives(service, row),
    })),
    workers: mapValues(environment.workers, (worker) => fillWorkload(worker, row, row.workerCapacity, natGateways)),
    databases: mapValues(environment.databases, (database, name) => fillDatabase(database, name, row, regions, primaryRegion)),
    tables: mapValues(environment.tables, (table) => fillTable(table, regions, homeRegion)),
    caches: mapValues(environment.caches, (cache) => ({
      ...cache,
      memory: cache.memory ?? row.caches.memory,
      replicas: cache.replicas ?? row.caches.replicas,
      snapshots: cache.snapshots ?? row.caches.snapshots,
    })),
    queues: mapValues(environment.queues, (queue, name) => ({
      ...queue,
      visibility: queue.visibility ?? defaultVisibility(environment, name),
    })),
    alerts: fillAlerts(environment.alerts),
    observability: fillObservability(environment.observability, row),
    delivery: fillDelivery(environment.delivery, removalPolicy),
    site: environment.site && {
      ...environment.site,
      failoverRegion: environment.site.failoverRegion ?? (homeRegion === undefined ? undefined : findRegion(homeRegion)?.neighbour),
    },
  };
}

/** The addresses of a region's VPC; undefined if the region is unknown and has none of its own. */
export function regionCidr(name: string, region: { cidr?: string | undefined }): string | undefined {
  const number = findRegion(name)?.number;
  return region.cidr ?? (number === undefined ? undefined : `10.${number}.0.0/16`);
}

function findPrimary(regions: ParsedEnvironment["regions"]): string | undefined {
  const names = Object.keys(regions);
  if (names.length === 1) return names[0];
  const primaries = names.filter((name) => regions[name]?.primary);
  return primaries.length === 1 ? primaries[0] : undefined;
}

/**
 * How long the slowest worker of a queue may have a message: its work, and the stop timeout in which a task that is ended finishes it.
 * The queue has to hide the message for longer than that, or a second worker gets it too.
 */
export function longestWork(environment: Pick<ParsedEnvironment, "workers">, queue: string): number {
  const consumers = Object.values(environment.workers).filter(({ consumes }) => consumes === queue);
  return Math.max(0, ...consumers.map(({ scale, stopTimeout }) => scale.secondsPerMessage + seconds(stopTimeout)));
}

function defaultVisibility(environment: ParsedEnvironment, queue: string): Duration {
  const work = longestWork(environment, queue);
  return `${Math.min((Math.floor(work / 30) + 1) * 30, LONGEST_VISIBILITY)} seconds`;
}

interface PartialWorkload {
  cpu?: number | undefined;
  memory?: Size | undefined;
  capacity: { base?: number | undefined; onDemand?: number | undefined; spot?: number | undefined };
  scale: { min?: number | undefined; max?: number | undefined };
  tracing?: TracingSettings | undefined;
}

function fillWorkload<Workload extends PartialWorkload>(
  workload: Workload,
  row: StageDefaults,
  capacity: CapacitySettings,
  natGateways: string,
) {
  const { min, max } = workload.scale;
  return {
    ...workload,
    ...taskSize(workload, row.services),
    capacity: {
      base: workload.capacity.base ?? capacity.base,
      onDemand: workload.capacity.onDemand ?? capacity.onDemand,
      spot: workload.capacity.spot ?? capacity.spot,
    },
    scale: {
      ...(workload.scale as Workload["scale"]),
      min: min ?? Math.min(row.services.min, max ?? Infinity),
      max: max ?? Math.max(row.services.max, min ?? 0),
    },
    tracing: fillTracing(workload.tracing, row, natGateways),
  };
}

/** A default never makes a pair invalid that the team's half of it allows: the other half grows with it. */
function taskSize({ cpu, memory }: PartialWorkload, row: StageDefaults["services"]): { cpu: number; memory: Size } {
  if (cpu !== undefined) {
    if (memory !== undefined) return { cpu, memory };
    return { cpu, memory: isFargateSize(cpu, row.memory) ? row.memory : (smallestFargateMemory(cpu) ?? row.memory) };
  }
  if (memory === undefined || isFargateSize(row.cpu, memory)) return { cpu: row.cpu, memory: memory ?? row.memory };
  const nearest = nearestFargateSize(row.cpu, memory);
  return { cpu: isFargateSize(nearest.cpu, memory) ? nearest.cpu : row.cpu, memory };
}

/** A database is written in the primary region and has a copy in every region, unless it says otherwise. */
function fillDatabase(
  database: Entry<"databases">,
  name: string,
  row: StageDefaults,
  regions: readonly string[],
  primary: string | undefined,
): DatabaseSettings {
  const primaryRegion = database.primaryRegion ?? primary;
  const size = database.size ?? row.databases.size;
  const storage = database.storage ?? row.databases.storage;
  return {
    ...database,
    primaryRegion,
    regions: database.regions ?? [...regions],
    version: database.version ?? DEFAULT_VERSIONS[database.engine],
    size,
    replicaSize: database.replicaSize ?? size,
    storage,
    maxStorage: database.maxStorage ?? `${Math.ceil(Math.min(mebibytes(storage) * 5, LARGEST_STORAGE) / 1_024)} GB`,
    multiAz: database.multiAz ?? row.databases.multiAz,
    readReplicas: database.readReplicas ?? row.databases.readReplicas,
    databaseName: database.databaseName ?? name.replaceAll("-", "_"),
    backupRetention: database.backupRetention ?? row.databases.backupRetention,
  };
}

/** Copies in several regions are kept alike through the stream, which has to tell all (AWS refuses others). */
function fillTable(table: Entry<"tables">, all: readonly string[], home: string | undefined): TableSettings {
  const regions = table.regions ?? [...all];
  return { ...table, regions, stream: table.stream ?? (regions.some((region) => region !== home) ? "new-and-old-images" : "none") };
}

function mapValues<Value, Result>(map: Record<string, Value>, fill: (value: Value, name: string) => Result): Record<string, Result> {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, fill(value, name)]));
}
