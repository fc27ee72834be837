import { COMPUTE_STAGES, type ComputeStage } from "../constructs/compute/stages";
import { type KindStages, kindStages } from "../constructs/registry";
import type { StageName } from "../language/stage-names";
import type { Duration } from "../language/units";

/** Stage defaults, except those of services, workers and kinds. */
interface OwnDefaults {
  readonly removalPolicy: "retain" | "destroy";
  readonly logRetention: Duration;
  readonly network: { readonly natGateways: "none" | "one" | "per-zone"; readonly flowLogs: "all" | "reject" | "none" };
  /**
   * Athena costs nothing without queries. Prometheus is billed by sample and Grafana by user, and Grafana requires IAM Identity Center in the
   * account. CloudWatch has the same metrics.
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

/** All stage defaults. */
export type StageDefaults = OwnDefaults & ComputeStage & KindStages;

/** Defaults by growth stage. */
export const STAGES: Readonly<Record<StageName, StageDefaults>> = {
  "single-region": { ...OWN["single-region"], ...COMPUTE_STAGES["single-region"], ...kindStages("single-region") },
  "multi-region": { ...OWN["multi-region"], ...COMPUTE_STAGES["multi-region"], ...kindStages("multi-region") },
};
