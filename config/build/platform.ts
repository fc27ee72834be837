import { buildDelivery } from "./delivery";
import { buildGroups } from "../../constructs/compute/groups";
import { buildWorkloads } from "../../constructs/compute/workloads";
import { buildAlerts } from "./monitoring";
import { buildKinds } from "../../constructs/registry";
import { planSubnets } from "../../constructs/network/cidr-plan";
import { nonEmpty, sorted } from "../../language/collections";
import { type Settings, regionCidr } from "../settings/settings";
import type { Platform } from "../model";
import type { Region } from "../../constructs/network/model";
import { regionFacts } from "../../aws/regions";

/**
 * The model of an environment without rule violations. All references are resolved here; maps become lists sorted by name.
 *
 * @throws if the settings violate a rule, which is a bug in the rules.
 */
export function buildPlatform(settings: Settings): Platform {
  const primaryRegion = nonEmpty(settings.primaryRegion, "a primary region");
  const homeRegion = nonEmpty(settings.homeRegion, "a home region");
  const { site, hostedZoneId, account } = settings;
  return {
    name: settings.name,
    stage: settings.stage,
    ...(account === undefined ? {} : { account }),
    domainName: settings.domainName,
    ...(hostedZoneId === undefined ? {} : { hostedZoneId }),
    removalPolicy: settings.removalPolicy,
    logRetention: settings.logRetention,
    state: { bucket: settings.state.bucket, region: nonEmpty(settings.state.region, "a region of the state") },
    homeRegion,
    primaryRegion,
    regions: buildRegions(settings, primaryRegion),
    network: {
      natGateways: settings.network.natGateways,
      interfaceEndpoints: [...settings.network.interfaceEndpoints].sort(),
      flowLogs: settings.network.flowLogs,
      staticAddresses: settings.network.staticAddresses,
      interRegion: settings.network.interRegion,
    },
    ...buildWorkloads(settings),
    groups: buildGroups(settings.groups),
    ...buildKinds(settings),
    ...(site === undefined ? {} : { site: { ...site, failoverRegion: nonEmpty(site.failoverRegion, "a failover region") } }),
    cdn: { ...settings.cdn, uploads: [...new Set(settings.cdn.uploads)].sort() },
    alarms: settings.alarms,
    alerts: buildAlerts(settings.alerts),
    observability: settings.observability,
    rollout: settings.rollout,
    ...(settings.delivery === undefined ? {} : { delivery: buildDelivery(settings.delivery) }),
    ...(settings.deployedBy === undefined ? {} : { deployedBy: settings.deployedBy }),
    tags: Object.fromEntries(sorted(settings.tags)),
  };
}

function buildRegions(settings: Settings, primaryRegion: string): readonly Region[] {
  const regions = sorted(settings.regions).map(([name, region]) => {
    const cidr = nonEmpty(regionCidr(name, region), `addresses for ${name}`);
    const zones = regionFacts(name).zones.slice(0, settings.network.zones);
    const subnets = planSubnets(cidr, zones.length);
    return {
      name,
      primary: name === primaryRegion,
      evacuated: settings.evacuated.includes(name),
      decommissioning: region.decommissioning,
      cidr,
      zones: zones.map((id, index) => ({ id, ...nonEmpty(subnets[index], `subnets for ${id}`) })),
    };
  });
  return [...regions.filter(({ primary }) => primary), ...regions.filter(({ primary }) => !primary)];
}
