import { type KindStages, kindStages } from "../constructs/registry";
import type { StageName } from "../language/stage-names";
import type { Duration, Percent, Size } from "../language/units";

/** Defaults by stage, except those of the kinds. */
interface OwnDefaults {
  readonly removalPolicy: "retain" | "destroy";
  readonly logRetention: Duration;
  readonly network: { readonly natGateways: "none" | "one" | "per-zone"; readonly flowLogs: "all" | "reject" | "none" };
  readonly services: { readonly cpu: number; readonly memory: Size; readonly min: number; readonly max: number };
  readonly capacity: { readonly base: number; readonly onDemand: number; readonly spot: number };
  readonly workerCapacity: { readonly base: number; readonly onDemand: number; readonly spot: number };
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

const OWN: Readonly<Record<StageName, OwnDefaults>> = {
  "single-region": {
    removalPolicy: "retain",
    logRetention: "14 days",
    network: { natGateways: "one", flowLogs: "reject" },
    services: { cpu: 256, memory: "512 MB", min: 1, max: 4 },
    capacity: { base: 1, onDemand: 1, spot: 0 },
    workerCapacity: { base: 1, onDemand: 1, spot: 3 },
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
    objectives: { availability: "99.9%" },
    tracing: { sampling: "5%" },
    observability: { accessLogs: "athena", prometheus: false, grafana: false },
  },
};

/** What a field is when an environment leaves it out. */
export type StageDefaults = OwnDefaults & KindStages;

/** The growth stages as one table. */
export const STAGES: Readonly<Record<StageName, StageDefaults>> = {
  "single-region": { ...OWN["single-region"], ...kindStages("single-region") },
  "multi-region": { ...OWN["multi-region"], ...kindStages("multi-region") },
};
