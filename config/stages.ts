import type { Duration, Percent, Size } from "../language/units";

/** The growth stages as one table: what a field is when an environment leaves it out. */
export interface StageDefaults {
  readonly removalPolicy: "retain" | "destroy";
  readonly logRetention: Duration;
  readonly network: { readonly natGateways: "none" | "one" | "per-zone"; readonly flowLogs: "all" | "reject" | "none" };
  readonly services: { readonly cpu: number; readonly memory: Size; readonly min: number; readonly max: number };
  readonly capacity: { readonly base: number; readonly onDemand: number; readonly spot: number };
  readonly workerCapacity: { readonly base: number; readonly onDemand: number; readonly spot: number };
  readonly databases: {
    readonly size: string;
    readonly storage: Size;
    readonly multiAz: boolean;
    readonly readReplicas: number;
    readonly backupRetention: Duration;
  };
  readonly caches: { readonly memory: Size; readonly replicas: number; readonly snapshots: Duration };
  /**
   * One task and a database without a standby lose more than the 43 minutes a month of 99.9 % to maintenance alone: an objective that is
   * missed every month teaches people to look away. 99.5 % leaves 3 hours and 39 minutes.
   */
  readonly objectives: { readonly availability: Percent };
  /** A collector beside a task of 512 MB would take a good part of it. */
  readonly tracing: false | { readonly sampling: Percent };
  /**
   * Athena costs nothing while nobody asks. Prometheus and Grafana are paid by the sample and by the person, and Grafana needs IAM Identity
   * Center in the account; CloudWatch has the same figures.
   */
  readonly observability: {
    readonly accessLogs: "athena" | "logs-insights" | "none";
    readonly prometheus: boolean;
    readonly grafana: boolean;
  };
}

export const STAGE_NAMES = ["single-region", "multi-region"] as const;

/** A growth stage. */
export type StageName = (typeof STAGE_NAMES)[number];

export const STAGES: Readonly<Record<StageName, StageDefaults>> = {
  "single-region": {
    removalPolicy: "retain",
    logRetention: "14 days",
    network: { natGateways: "one", flowLogs: "reject" },
    services: { cpu: 256, memory: "512 MB", min: 1, max: 4 },
    capacity: { base: 1, onDemand: 1, spot: 0 },
    workerCapacity: { base: 1, onDemand: 1, spot: 3 },
    databases: { size: "db.t4g.micro", storage: "20 GB", multiAz: false, readReplicas: 0, backupRetention: "7 days" },
    caches: { memory: "512 MB", replicas: 0, snapshots: "1 day" },
    objectives: { availability: "99.5%" },
    tracing: false,
    observability: { accessLogs: "athena", prometheus: false, grafana: false },
  },
  "multi-region": {
    removalPolicy: "retain",
    logRetention: "90 days",
    network: { natGateways: "per-zone", flowLogs: "all" },
    services: { cpu: 512, memory: "1 GB", min: 3, max: 30 },
    capacity: { base: 2, onDemand: 1, spot: 0 },
    workerCapacity: { base: 1, onDemand: 1, spot: 3 },
    databases: { size: "db.r6g.large", storage: "100 GB", multiAz: true, readReplicas: 2, backupRetention: "14 days" },
    caches: { memory: "6 GB", replicas: 1, snapshots: "7 days" },
    objectives: { availability: "99.9%" },
    tracing: { sampling: "5%" },
    observability: { accessLogs: "athena", prometheus: false, grafana: false },
  },
};
