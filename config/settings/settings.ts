import { type AlertSettings, type ObservabilitySettings, fillAlerts, fillObservability } from "./monitoring";
import { type DeliverySettings, fillDelivery } from "./delivery";
import type { Filled } from "../../constructs/compute/settings";
import { type WorkloadMap, type WorkloadMaps, fillWorkloads } from "../../constructs/compute/workloads";
import { findRegion } from "../../aws/regions";
import { type KindMap, type KindSettings, fillKinds } from "../../constructs/registry";
import type { ParsedEnvironment } from "../schema";
import { STAGES } from "../stages";

/**
 * An environment in its original shape, with every default filled in, from its stage or from other fields. Rules read the settings, because
 * their paths are those in the environment file.
 */

export type Settings = Omit<
  Filled<ParsedEnvironment, "removalPolicy" | "logRetention">,
  "network" | WorkloadMap | KindMap | "state" | "site" | "homeRegion" | "alerts" | "observability" | "delivery"
> & {
  /** Undefined if there are several regions and the field is missing. */
  homeRegion: string | undefined;
  /** The region that receives writes; undefined if none or several are primary. */
  primaryRegion: string | undefined;
  state: { bucket: string; region: string | undefined };
  network: Required<ParsedEnvironment["network"]>;
  alerts: AlertSettings;
  observability: ObservabilitySettings;
  delivery: DeliverySettings | undefined;
  site: (Omit<NonNullable<ParsedEnvironment["site"]>, "failoverRegion"> & { failoverRegion: string | undefined }) | undefined;
} & WorkloadMaps &
  KindSettings;

/** Fills in all defaults. `stage` overrides the stage of the environment, for environments with an invalid stage. */
export function fillDefaults(environment: ParsedEnvironment, stage: keyof typeof STAGES = environment.stage): Settings {
  const row = STAGES[stage];
  const removalPolicy = environment.removalPolicy ?? row.removalPolicy;
  const primaryRegion = findPrimary(environment.regions);
  const regions = Object.keys(environment.regions);
  const natGateways = environment.network.natGateways ?? row.network.natGateways;
  const observability = fillObservability(environment.observability, row);
  const homeRegion = environment.homeRegion ?? (regions.length === 1 ? regions[0] : undefined);
  return {
    ...environment,
    removalPolicy,
    logRetention: environment.logRetention ?? row.logRetention,
    primaryRegion,
    homeRegion,
    state: {
      bucket: environment.state.bucket ?? `${environment.name}-${environment.domainName.replaceAll(".", "-")}-terraform-state`,
      region: environment.state.region ?? homeRegion,
    },
    network: {
      ...environment.network,
      natGateways,
      flowLogs: environment.network.flowLogs ?? row.network.flowLogs,
    },
    ...fillWorkloads(environment, {
      row,
      natGateways,
      images: environment.images,
      placement: environment.placement,
      level: observability.level,
    }),
    ...fillKinds({ ...environment, primaryRegion, homeRegion }, stage),
    alerts: fillAlerts(environment.alerts),
    observability,
    delivery: fillDelivery(environment.delivery, removalPolicy),
    site: environment.site && {
      ...environment.site,
      failoverRegion: environment.site.failoverRegion ?? (homeRegion === undefined ? undefined : findRegion(homeRegion)?.neighbor),
    },
  };
}

/** IPv4 range of a region's VPC; undefined if the region is unknown and has no `cidr`. */
export function regionCidr(name: string, region: { cidr?: string | undefined }): string | undefined {
  const number = findRegion(name)?.number;
  return region.cidr ?? (number === undefined ? undefined : `10.${number}.0.0/16`);
}

function findPrimary(regions: ParsedEnvironment["regions"]): string | undefined {
  const names = Object.keys(regions);
  if (names.length === 1) return names[0];
  const primaries = names.filter((name) => regions[name]?.primary);
  return primaries.length === 1 ? primaries[0] : undefined;
}
