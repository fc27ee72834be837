import type { StageName } from "../../language/stage-names";
import type { Percent, Size } from "../../language/units";

/** Number of base tasks on Fargate, and the weights of Fargate and Fargate Spot for further tasks. */
export interface CapacityDefaults {
  readonly base: number;
  readonly onDemand: number;
  readonly spot: number;
}

/** Stage defaults of services and workers. */
export interface ComputeStage {
  readonly services: { readonly cpu: number; readonly memory: Size; readonly min: number; readonly max: number };
  readonly capacity: CapacityDefaults;
  readonly workerCapacity: CapacityDefaults;
  /**
   * With one task and a database without a standby, maintenance alone exceeds the 43 minutes a month that 99.9% allows. An SLO that is
   * missed every month is soon ignored. 99.5% allows 3 hours and 39 minutes.
   */
  readonly objectives: { readonly availability: Percent };
  /** A collector would use too much of a task of 512 MB. */
  readonly tracing: false | { readonly sampling: Percent };
}

export const COMPUTE_STAGES: Readonly<Record<StageName, ComputeStage>> = {
  "single-region": {
    services: { cpu: 256, memory: "512 MB", min: 1, max: 4 },
    capacity: { base: 1, onDemand: 1, spot: 0 },
    workerCapacity: { base: 1, onDemand: 1, spot: 3 },
    objectives: { availability: "99.5%" },
    tracing: false,
  },
  "multi-region": {
    services: { cpu: 512, memory: "1 GB", min: 3, max: 30 },
    capacity: { base: 2, onDemand: 1, spot: 0 },
    workerCapacity: { base: 1, onDemand: 1, spot: 3 },
    objectives: { availability: "99.9%" },
    tracing: { sampling: "5%" },
  },
};
