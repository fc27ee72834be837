import type { App } from "cdktf";
import type { Platform } from "../config/model";
import type { Region } from "../constructs/network/model";
import type { LoadBalancerTarget } from "../constructs/load-balancing/target";
import type { RegionalEntry } from "./edge-stack";
import { GroupStack } from "./group-stack";
import { stackName } from "./names";
import { inEachRegion } from "./regions";
import { ServiceStack, type ServiceStackProps } from "./service-stack";

/** The service stacks of a region: of the default group, and of each other group by name. */
export interface RegionServices {
  readonly service: ServiceStack;
  readonly groups: ReadonlyMap<string, GroupStack>;
}

/** Group stacks depend on the service stack of their region, and not on each other. */
export function defineServices(
  app: App,
  platform: Platform,
  inputsOf: (region: Region) => Omit<ServiceStackProps, "platform" | "region">,
): ReadonlyMap<string, RegionServices> {
  const { name: environment } = platform;
  return inEachRegion(platform, (region) => {
    const props = { platform, region, ...inputsOf(region) };
    const service = new ServiceStack(app, stackName({ environment, region: region.name, layer: "service" }), props);
    const groups = platform.groups.map((group): [string, GroupStack] => {
      const id = stackName({ environment, region: region.name, layer: "service", group: group.name });
      return [group.name, new GroupStack(app, id, { ...props, group, service })];
    });
    return { service, groups: new Map(groups) };
  });
}

/** The targets of all services of a region, by name. */
export function targetsIn({ service, groups }: RegionServices): ReadonlyMap<string, LoadBalancerTarget> {
  return new Map([...service.targets, ...[...groups.values()].flatMap(({ targets }) => [...targets])]);
}

/** The load balancers and origin alarms of a region. An origin alarm is in the stack of the front service. */
export function entryOf({ service, groups }: RegionServices): RegionalEntry {
  const { loadBalancers, networkLoadBalancers } = service;
  const stacks = [service, ...groups.values()];
  return {
    loadBalancers,
    networkLoadBalancers,
    originAlarms: new Map(stacks.flatMap(({ originAlarms }) => [...originAlarms])),
    serviceAlarms: new Map(stacks.flatMap(({ serviceAlarms }) => [...serviceAlarms])),
  };
}
