import type { ParsedEnvironment } from "../schema";
import type { StageDefaults } from "../stages";

/** What is filled in where an environment says nothing about how it is watched. */

export type ReceiverSettings = NonNullable<ParsedEnvironment["alerts"]["page"]>;

export interface AlertSettings {
  page: ReceiverSettings;
  ticket: ReceiverSettings;
  runbooks: string;
}

export type ObservabilitySettings = StageDefaults["observability"];
const NOBODY: ReceiverSettings = { emails: [] };

/** A page that nobody hears is worse than one that is heard the next day. */
export function fillAlerts({ page, ticket = NOBODY, runbooks }: ParsedEnvironment["alerts"]): AlertSettings {
  return { page: page ?? ticket, ticket, runbooks };
}

export function fillObservability(written: ParsedEnvironment["observability"], row: StageDefaults): ObservabilitySettings {
  const { accessLogs, prometheus, grafana } = row.observability;
  return {
    accessLogs: written.accessLogs ?? accessLogs,
    prometheus: written.prometheus ?? prometheus,
    grafana: written.grafana ?? grafana,
  };
}
