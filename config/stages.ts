import { COMPUTE_STAGES, type ComputeStage } from "../constructs/compute/stages";
import { type KindStages, kindStages } from "../constructs/registry";
import type { StageName } from "../language/stage-names";
import type { Duration } from "../language/units";

/** Defaults by stage, except those of services, workers and the kinds. */
interface OwnDefaults {
  readonly removalPolicy: "retain" | "destroy";
  readonly logRetention: Duration;
  readonly network: { readonly natGateways: "none" | "one" | "per-zone"; readonly flowLogs: "all" | "reject" | "none" };
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
    observability: { accessLogs: "athena", prometheus: false, grafana: false },
  },
  "multi-region": {
    removalPolicy: "retain",
    logRetention: "90 days",
    network: { natGateways: "per-zone", flowLogs: "all" },
    observability: { accessLogs: "athena", prometheus: false, grafana: false },
  },
};

/** What a field is when an environment leaves it out. */
export type StageDefaults = OwnDefaults & ComputeStage & KindStages;

/** The growth stages as one table. */
export const STAGES: Readonly<Record<StageName, StageDefaults>> = {
  "single-region": { ...OWN["single-region"], ...COMPUTE_STAGES["single-region"], ...kindStages("single-region") },
  "multi-region": { ...OWN["multi-region"], ...COMPUTE_STAGES["multi-region"], ...kindStages("multi-region") },
};
