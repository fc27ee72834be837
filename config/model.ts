import type { Delivery, Rollout } from "./model-delivery";
import type { Alerts, BusinessMetric, Objectives, Observability, Tracing } from "./model-watching";
import type { Duration, Size } from "./units";

export type * from "./model-delivery";
export type * from "./model-watching";

/**
 * The platform as it is built: every field decided, every name looked up, all of it read-only. `resolve` makes it; stacks and planning
 * read it. Maps have become lists, sorted by name.
 */
export interface Platform {
  readonly name: string;
  readonly stage: string;
  readonly account?: string;
  readonly domainName: string;
  /** An existing public zone; undefined when Terrace makes it. */
  readonly hostedZoneId?: string;
  readonly removalPolicy: RemovalPolicy;
  readonly logRetention: Duration;
  readonly state: { readonly bucket: string; readonly region: string };
  /**
   * Where all lives that the environment has only one of: image repositories, the site's files, the first copy of tables and secrets. It
   * never changes, and may be a region in which nothing runs.
   */
  readonly homeRegion: string;
  /** Name of the region that writes go to, where nothing more special says otherwise. */
  readonly primaryRegion: string;
  /** All regions, the primary first, then by name. */
  readonly regions: readonly Region[];
  readonly network: NetworkSettings;
  readonly services: readonly Service[];
  readonly workers: readonly Worker[];
  readonly databases: readonly Database[];
  readonly tables: readonly Table[];
  readonly caches: readonly Cache[];
  readonly queues: readonly Queue[];
  readonly secrets: readonly Secret[];
  readonly site?: Site;
  readonly cdn: Cdn;
  readonly alarms: { readonly replicaLag: Duration };
  readonly alerts: Alerts;
  readonly observability: Observability;
  readonly rollout: Rollout;
  /** Undefined: no pipeline has rights here. */
  readonly delivery?: Delivery;
  readonly tags: Readonly<Record<string, string>>;
}

/** What becomes of things that keep data when they leave the code: kept and protected, or destroyed. */
export type RemovalPolicy = "retain" | "destroy";

export interface Region {
  readonly name: string;
  readonly primary: boolean;
  /** Out of the public names; all else stays as it is. */
  readonly evacuated: boolean;
  /** About to be destroyed: nothing outside refers to it, and nothing in it is protected. */
  readonly leaving: boolean;
  readonly cidr: string;
  /** One subnet of each tier in each zone, in the order of the zones' table. */
  readonly zones: readonly Zone[];
}

/** An availability zone by its id, which all accounts agree on, with the CIDRs of its subnets. */
export interface Zone {
  /** For example `use1-az1`. */
  readonly id: string;
  readonly publicCidr: string;
  readonly privateCidr: string;
  readonly isolatedCidr: string;
}

export interface NetworkSettings {
  readonly natGateways: "none" | "one" | "per-zone";
  /** Services as in their endpoints' names, for example `ecr.api`. */
  readonly interfaceEndpoints: readonly string[];
  readonly flowLogs: "all" | "reject" | "none";
  readonly staticAddresses: boolean;
  /** What joins the VPCs of the regions. */
  readonly interRegion: "peering" | "transit-gateway";
}

/** Where an image comes from. */
export type Image =
  | { readonly kind: "repository"; readonly repository: string; /** `:1.4.2` or `@sha256:…` */ readonly suffix: string }
  | { readonly kind: "external"; readonly reference: string };

export type UseKind = "database" | "table" | "cache" | "queue" | "secret";

/** A thing that a workload uses. */
export interface Use {
  readonly kind: UseKind;
  readonly name: string;
}

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
export interface HttpService extends ServiceCommon {
  readonly kind: "http";
  readonly routes: { readonly paths: readonly string[]; readonly hosts: readonly string[]; readonly priority: number };
  readonly loadBalancing: LoadBalancing;
  readonly health: { readonly liveness: string; readonly readiness: string };
  /** Undefined: it promises nothing. */
  readonly objectives?: Objectives;
}

export type LoadBalancing = { readonly stickySessions?: Duration; readonly deregistrationDelay: Duration } & (
  | { readonly algorithm: "round_robin"; readonly slowStart?: Duration }
  | { readonly algorithm: "least_outstanding_requests" }
  | { readonly algorithm: "weighted_random"; readonly anomalyMitigation: boolean }
);

/** Behind the NLB. */
export interface NetworkService extends ServiceCommon {
  readonly kind: "network";
  readonly listener: { readonly protocol: "tcp" | "udp" | "tls"; readonly port: number; readonly healthPort: number };
  readonly deregistrationDelay: Duration;
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

export interface Database {
  readonly name: string;
  readonly engine: "postgres" | "mysql";
  /** Major version. */
  readonly version: string;
  /** Where its writes go. */
  readonly primaryRegion: string;
  /** Every region that has a copy and could take over: the primary region first, then by name. */
  readonly regions: readonly string[];
  readonly port: number;
  readonly size: string;
  readonly replicaSize: string;
  readonly storage: Size;
  readonly maxStorage: Size;
  readonly multiAz: boolean;
  /** In each region that has a copy. Outside the primary region there is at least one, since it is the copy. */
  readonly readReplicas: number;
  readonly databaseName: string;
  readonly username: string;
  readonly backupRetention: Duration;
  readonly backupWindow: string;
  readonly maintenanceWindow: string;
  readonly slowQuery: Duration;
  /** Whether the class has Performance Insights with this engine. */
  readonly performanceInsights: boolean;
  /** Whether the replicas' class has it. */
  readonly replicaPerformanceInsights: boolean;
  readonly parameters: Readonly<Record<string, string>>;
}

/** A DynamoDB table. */
export interface Table {
  readonly name: string;
  readonly key: TableKey;
  readonly indexes: readonly TableIndex[];
  readonly capacity: TableCapacity;
  /** The attribute with the second (since 1970) after which an item may go; undefined: items stay. */
  readonly timeToLive?: string;
  readonly stream: "none" | "keys-only" | "new-image" | "old-image" | "new-and-old-images";
  readonly pointInTimeRecovery: boolean;
  /** Every region that has a copy: the home region first, then by name. */
  readonly regions: readonly string[];
}

export interface TableAttribute {
  readonly name: string;
  readonly type: "string" | "number" | "binary";
}

export interface TableKey {
  readonly partition: TableAttribute;
  readonly sort?: TableAttribute;
}

/** A global secondary index. */
export interface TableIndex {
  readonly name: string;
  readonly key: TableKey;
  /** Attributes that it holds besides the keys. */
  readonly projection: "all" | "keys" | readonly string[];
}

export type TableCapacity =
  | { readonly mode: "on-demand" }
  | {
      readonly mode: "provisioned";
      readonly read: CapacityRange;
      readonly write: CapacityRange;
      /** Percent. */ readonly utilization: number;
    };

/** Capacity units that the table scales between, and each of its indexes too. */
export interface CapacityRange {
  readonly min: number;
  readonly max: number;
}

export interface Cache {
  readonly name: string;
  readonly engine: "redis" | "valkey";
  /** Full engine version as AWS wants it, for example `7.1` or `8.0`. */
  readonly version: string;
  readonly nodeType: string;
  readonly shards: number;
  readonly replicas: number;
  /** Whether the caches of all regions are one (a Global Datastore), written in the platform's primary region. */
  readonly global: boolean;
  readonly eviction: string;
  /** 0 seconds: none. */
  readonly snapshots: Duration;
}

export interface Queue {
  readonly name: string;
  readonly type: "standard" | "fifo";
  readonly visibility: Duration;
  readonly maxReceives: number;
  readonly retention: Duration;
  readonly delay: Duration;
}

export interface Secret {
  readonly name: string;
  readonly description: string;
  /** Existing secrets by region; undefined when Terrace makes one. */
  readonly arns?: Readonly<Record<string, string>>;
}

export interface Site {
  readonly singlePageApp: boolean;
  readonly failoverRegion: string;
  readonly contentSecurityPolicy: string;
}

export interface Cdn {
  readonly priceClass: "PriceClass_100" | "PriceClass_200" | "PriceClass_All";
  /** Requests in five minutes from one address. */
  readonly rateLimit: number;
  readonly managedRules: "count" | "block";
}
