import type { ParsedEnvironment } from "../schema";
import type { StageDefaults } from "../stages";

/** What is filled in where an environment says nothing about how it is watched. */

type Service = ParsedEnvironment["services"][string];
type WrittenObjectives = Exclude<NonNullable<Service["objectives"]>, false>;

export type ReceiverSettings = NonNullable<ParsedEnvironment["alerts"]["page"]>;

export interface AlertSettings {
  page: ReceiverSettings;
  ticket: ReceiverSettings;
  runbooks: string;
}

export type ObservabilitySettings = StageDefaults["observability"];
export type MetricSettings = Service["metrics"][string];
export type TracingSettings = StageDefaults["tracing"];

/** Undefined for a service that does not speak HTTP and says nothing. */
export type ObjectiveSettings =
  false | undefined | (Omit<WrittenObjectives, "availability"> & { availability: StageDefaults["objectives"]["availability"] });

/** Every HTTP service promises the availability of its stage, unless it says that it promises nothing. */
export function fillObjectives({ objectives, routes }: Pick<Service, "objectives" | "routes">, row: StageDefaults): ObjectiveSettings {
  if (objectives === false || (objectives === undefined && routes === undefined)) return objectives;
  return { ...objectives, availability: objectives?.availability ?? row.objectives.availability };
}

/** The collector's image is in a registry that only a NAT gateway leads to. */
export function fillTracing(written: TracingSettings | undefined, row: StageDefaults, natGateways: string): TracingSettings {
  return written ?? (natGateways === "none" ? false : row.tracing);
}

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
