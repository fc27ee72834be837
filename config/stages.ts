import { COMPUTE_STAGES, type ComputeStage } from "../constructs/compute/stages";
import { type KindStages, kindStages } from "../constructs/registry";
import type { Level } from "../constructs/watching/level";
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
    /**
     * An environment that sets no level may serve users: with one region, it has the usual causes of outages, and with several, every alarm.
     * `basic` is for environments whose failures can wait, and is always written down.
     */
    readonly level: Level;
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
    observability: { level: "standard", accessLogs: "athena", prometheus: false, grafana: false },
  },
  "multi-region": {
    removalPolicy: "retain",
    logRetention: "90 days",
    network: { natGateways: "per-zone", flowLogs: "all" },
    observability: { level: "full", accessLogs: "athena", prometheus: false, grafana: false },
  },
};

/** All stage defaults. */
export type StageDefaults = OwnDefaults & ComputeStage & KindStages;

/** Defaults by growth stage. */
export const STAGES: Readonly<Record<StageName, StageDefaults>> = {
  "single-region": { ...OWN["single-region"], ...COMPUTE_STAGES["single-region"], ...kindStages("single-region") },
  "multi-region": { ...OWN["multi-region"], ...COMPUTE_STAGES["multi-region"], ...kindStages("multi-region") },
};
