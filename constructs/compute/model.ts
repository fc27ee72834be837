import type { HttpBackend, NetworkBackend } from "../load-balancing/model";
import type { Use } from "../registry";
import type { BusinessMetric, Objectives, Tracing } from "../watching/model";
import type { Image } from "../../language/images";
import type { Duration, Size } from "../../language/units";

/** What runs in tasks, as it is built: a part of the model. */

export interface Container {
  readonly image: Image;
  /** CPU units; 1,024 is one vCPU. */
  readonly cpu: number;
  readonly memory: Size;
  readonly architecture: "arm64" | "x86_64";
  readonly command?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly user: string;
  /** Writable folders. */
  readonly scratch: readonly string[];
  /** The container's health check with `CMD` or `CMD-SHELL` first; undefined: none. */
  readonly healthCommand?: readonly string[];
  readonly stopTimeout: Duration;
}

export interface Capacity {
  readonly base: number;
  readonly onDemand: number;
  readonly spot: number;
}

export interface Schedule {
  readonly name: string;
  readonly cron: string;
  readonly timeZone: string;
  readonly min: number;
  readonly max: number;
}

interface Workload {
  readonly name: string;
  readonly container: Container;
  readonly uses: readonly Use[];
  readonly connectionsPerTask: number;
  readonly capacity: Capacity;
  /** Figures of the business from its log, sorted by name. */
  readonly metrics: readonly BusinessMetric[];
  /** Undefined: no traces. */
  readonly tracing?: Tracing;
}

export interface ServiceScale {
  readonly min: number;
  readonly max: number;
  /** Percent. */
  readonly cpu: number;
  /** Percent; undefined: does not scale on memory. */
  readonly memory?: number;
  /** Requests a minute and task; undefined: does not scale on requests. */
  readonly requestsPerTask?: number;
  readonly schedules: readonly Schedule[];
}

interface ServiceCommon extends Workload {
  /** The container's port. */
  readonly port: number;
  readonly gracePeriod: Duration;
  readonly scale: ServiceScale;
}

/** Behind the ALB. */
export interface HttpService extends ServiceCommon, HttpBackend {
  readonly kind: "http";
  readonly health: HttpBackend["health"] & { readonly liveness: string };
  /** Undefined: it promises nothing. */
  readonly objectives?: Objectives;
}

/** Behind the NLB. */
export interface NetworkService extends ServiceCommon, NetworkBackend {
  readonly kind: "network";
}

export type Service = HttpService | NetworkService;

export interface Worker extends Workload {
  readonly consumes: string;
  readonly scale: {
    readonly min: number;
    readonly max: number;
    /** Messages per task to aim at: acceptable latency ÷ seconds per message. */
    readonly backlogPerTask: number;
    /** How long a message may wait before a worker takes it. */
    readonly acceptableLatency: Duration;
    readonly schedules: readonly Schedule[];
  };
}
