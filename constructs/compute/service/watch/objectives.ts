import type { Objectives } from "../../../watching/model";
import { milliseconds } from "../../../../language/units";
import type { AlarmRow } from "../../../watching/alarm-row";
import type { CompositeRow } from "../../../watching/composite-row";
import type { Signal } from "../../../watching/watch";
import { availabilityIndicator, type Target } from "../../../load-balancing/slo/availability";
import { burnAlarms, type BurnProps } from "../../../observability/slo/burn-alarms";
import { BUDGET_WINDOW, reachable } from "../../../observability/slo/burn-rates";
import { budgetLeft, burnRate } from "../../../observability/slo/indicator";
import { latencyIndicator } from "../../../load-balancing/slo/latency";
import { budgetOf } from "../../../observability/slo/objectives";

export interface ObjectiveProps {
  /** The service's name in the model, for example `api`. */
  readonly service: string;
  readonly objectives: Objectives;
  /** The service's target group behind an Application Load Balancer. */
  readonly target: Target;
}

/** Alarms and graphs for the SLOs of a service. */
export interface ObjectiveWatch {
  readonly alarms: readonly AlarmRow[];
  readonly composites: readonly CompositeRow[];
  /** Error budget lines require a graph over {@link BUDGET_WINDOW}. */
  readonly signals: readonly (Signal & { readonly range?: typeof BUDGET_WINDOW })[];
}

/**
 * Creates the alarms and graphs for the SLOs of a service.
 *
 * @example
 * watchObjectives({ service: "api", objectives: { availability: "99.9%", latency: { p: 99, under: "300 ms" } }, target });
 */
export function watchObjectives(props: ObjectiveProps): ObjectiveWatch {
  const burning = objectivesOf(props);
  const made = burning.map(burnAlarms);
  return {
    alarms: made.flatMap(({ alarms }) => alarms),
    composites: made.flatMap(({ composites }) => composites),
    signals: burning.flatMap(signalsOf),
  };
}

function objectivesOf({ service, objectives: { availability, latency }, target }: ObjectiveProps): readonly BurnProps[] {
  const available: BurnProps = {
    service,
    objective: "Availability",
    objectiveText: `${availability} of requests to ${service} do not return 5xx`,
    indicator: availabilityIndicator(target),
    budgetPercent: budgetOf(availability),
    runbook: "availability-budget",
  };
  if (!latency) return [available];
  const fast: BurnProps = {
    service,
    objective: "Latency",
    objectiveText: `${latency.p}% of responses of ${service} take at most ${latency.under}`,
    indicator: latencyIndicator(target, milliseconds(latency.under) / 1_000),
    budgetPercent: budgetOf(latency.p),
    runbook: "latency-budget",
  };
  return [available, fast];
}

function signalsOf({ objective, indicator, budgetPercent }: BurnProps): ObjectiveWatch["signals"] {
  const signal = objective === "Latency" ? "latency" : "errors";
  return [
    {
      signal,
      title: `${objective}: remaining error budget of ${BUDGET_WINDOW}`,
      metrics: [budgetLeft(indicator, budgetPercent, `${objective}: remaining budget`)],
      limits: [{ label: "SLO missed", value: 0 }],
      range: BUDGET_WINDOW,
    },
    {
      signal,
      title: `${objective}: burn rate`,
      metrics: [burnRate(indicator, budgetPercent, 1)],
      limits: reachable(budgetPercent)
        .filter(({ severity }) => severity === "page")
        .map(({ id, burn, long }) => ({ label: `Page, over ${long}`, value: burn, alarm: `${objective}${id}` })),
    },
  ];
}
