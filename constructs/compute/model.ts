import type { HttpBackend, NetworkBackend } from "../load-balancing/model";
import type { Placement } from "../load-balancing/placement/model";
import type { Use } from "../registry";
import type { Level } from "../watching/level";
import type { WorkloadMetric, Objectives, Tracing } from "../watching/model";
import type { Image } from "../../language/images";
import type { ReadOnly } from "../../language/read-only";
import type { Duration } from "../../language/units";
import type { Egress } from "./egress/model";
import type { ScheduleEntry } from "./schema";
import type { ServiceEntry } from "./service/schema";
import type { CapacitySettings, FilledScale, WorkloadSettings } from "./settings";
import type { ReferenceVariable } from "./variables/model";
import type { SecretVariable } from "./variables/secret-parts";
import type { WorkerEntry } from "./worker/schema";

/** The model of services and workers. The types of their fields follow from the schema. */

type ContainerFields =
  | "cpu"
  | "memory"
  | "architecture"
  | "entrypoint"
  | "command"
  | "workingDirectory"
  | "environment"
  | "user"
  | "fileSystem"
  | "writablePaths"
  | "opensFolders"
  | "stopTimeout";

export interface Container extends ReadOnly<Pick<WorkloadSettings, ContainerFields>> {
  readonly image: Image;
  /** Variables whose values contain references to resources, sorted by variable. */
  readonly references: readonly ReferenceVariable[];
  /** Variables with values of secrets, sorted by variable. */
  readonly secrets: readonly SecretVariable[];
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
  readonly egress: Egress;
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

export interface WorkerScale extends ReadOnly<Pick<FilledScale<WorkerEntry["scale"]>, "min" | "max">> {
  readonly schedules: readonly Schedule[];
  /** Target CPU utilization in percent. */
  readonly cpu?: number;
  /** Target memory utilization in percent. */
  readonly memory?: number;
  /** A metric of the worker, with its target value per task. */
  readonly metric?: { readonly name: string; readonly perTask: number };
}

/** The scale of a worker that receives messages from a queue. */
export interface BacklogScale extends WorkerScale {
  readonly acceptableLatency: Duration;
  /** Messages per task to aim at: acceptable latency ÷ seconds per message. */
  readonly backlogPerTask: number;
}

/** A worker that receives messages from a queue. */
export interface MessageWorker extends Workload {
  /** Name of the queue. */
  readonly consumes: string;
  readonly scale: BacklogScale;
}

/** A worker that finds its work itself. */
export interface IndependentWorker extends Workload {
  readonly consumes?: undefined;
  readonly scale: WorkerScale;
}

export type Worker = MessageWorker | IndependentWorker;

/** Whether a worker receives messages from a queue. */
export function consumesMessages(worker: Worker): worker is MessageWorker {
  return worker.consumes !== undefined;
}
