import type { HttpBackend, NetworkBackend } from "../load-balancing/model";
import type { Placement } from "../load-balancing/placement/model";
import type { Use } from "../registry";
import type { Level } from "../watching/level";
import type { WorkloadMetric, Objectives, Tracing } from "../watching/model";
import type { Image } from "../../language/images";
import type { ReadOnly } from "../../language/read-only";
import type { ScheduleEntry } from "./schema";
import type { ServiceEntry } from "./service/schema";
import type { CapacitySettings, FilledScale, WorkloadSettings } from "./settings";
import type { WorkerEntry } from "./worker/schema";

/** The model of services and workers. The types of their fields follow from the schema. */

type ContainerFields = "cpu" | "memory" | "architecture" | "command" | "environment" | "user" | "writablePaths" | "stopTimeout";

export interface Container extends ReadOnly<Pick<WorkloadSettings, ContainerFields>> {
  readonly image: Image;
  /** The container's health check, starting with `CMD` or `CMD-SHELL`; undefined: none. */
  readonly healthCommand?: readonly string[];
}

export type Capacity = ReadOnly<CapacitySettings>;

export interface Schedule extends ReadOnly<ScheduleEntry> {
  readonly name: string;
}

interface Workload extends ReadOnly<Pick<WorkloadSettings, "connectionsPerTask" | "capacity">> {
  readonly name: string;
  /** Set if no image was released yet. Then the workload has no tasks and no autoscaling, and its service starts with the first release. */
  readonly waitsForImage?: true;
  readonly container: Container;
  readonly uses: readonly Use[];
  /** Metrics from the log of the workload, sorted by name. */
  readonly metrics: readonly WorkloadMetric[];
  /** Level of monitoring. */
  readonly level: Level;
  /** Undefined: no traces. */
  readonly tracing?: Tracing;
}

export interface ServiceScale extends ReadOnly<Omit<FilledScale<ServiceEntry["scale"]>, "schedules">> {
  readonly schedules: readonly Schedule[];
}

interface ServiceCommon extends Workload, ReadOnly<Pick<ServiceEntry, "port"> & Pick<ServiceEntry["health"], "gracePeriod">> {
  readonly scale: ServiceScale;
  readonly placement: Placement;
}

/** Behind the ALB. */
export interface HttpService extends ServiceCommon, HttpBackend {
  readonly kind: "http";
  readonly health: HttpBackend["health"] & ReadOnly<Pick<ServiceEntry["health"], "liveness">>;
  /** Undefined: no SLO. */
  readonly objectives?: Objectives;
}

/** Behind the NLB. */
export interface NetworkService extends ServiceCommon, NetworkBackend {
  readonly kind: "network";
}

export type Service = HttpService | NetworkService;

export interface WorkerScale extends ReadOnly<Pick<FilledScale<WorkerEntry["scale"]>, "min" | "max" | "acceptableLatency">> {
  /** Messages per task to aim at: acceptable latency ÷ seconds per message. */
  readonly backlogPerTask: number;
  readonly schedules: readonly Schedule[];
}

export interface Worker extends Workload, ReadOnly<Pick<WorkerEntry, "consumes">> {
  readonly scale: WorkerScale;
}
