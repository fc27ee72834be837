import type { ParsedEnvironment } from "../schema";
import type { StageDefaults } from "../stages";

/** Defaults of `alerts` and `observability`. */

export type ReceiverSettings = NonNullable<ParsedEnvironment["alerts"]["page"]>;

export interface AlertSettings {
  page: ReceiverSettings;
  ticket: ReceiverSettings;
  runbooks: string;
}

export type ObservabilitySettings = StageDefaults["observability"];
const NO_TARGETS: ReceiverSettings = { emails: [] };

/** Pages default to the targets of tickets: a late reaction is better than a lost page. */
export function fillAlerts({ page, ticket = NO_TARGETS, runbooks }: ParsedEnvironment["alerts"]): AlertSettings {
  return { page: page ?? ticket, ticket, runbooks };
}

export function fillObservability(written: ParsedEnvironment["observability"], row: StageDefaults): ObservabilitySettings {
  const { level, accessLogs, prometheus, grafana } = row.observability;
  return {
    level: written.level ?? level,
    accessLogs: written.accessLogs ?? accessLogs,
    prometheus: written.prometheus ?? prometheus,
    grafana: written.grafana ?? grafana,
  };
}
