import { type App, TerraformStack } from "cdktf";
import type { Platform } from "../config/model";
import { literals } from "../constructs/core/literal";
import type { DataStack } from "./data-stack";
import { defineData } from "./data-stacks";
import { type DatabaseStacks, defineDatabases } from "./database-stacks";
import { EdgeStack } from "./edge-stack";
import { FoundationStack } from "./foundation-stack";
import { InterconnectStack } from "./interconnect-stack";
import { environmentOfStack, stackName } from "./names";
import { NetworkStack } from "./network-stack";
import { inEachRegion, known } from "./regions";
import { RolesStack } from "./roles-stack";
import { ServiceStack } from "./service-stack";
import { SharedDataStack } from "./shared-data-stack";
import { WatchStack } from "./watch-stack";
import { GlobalWatchStack } from "./global-watch-stack";

/**
 * Wires a platform: the only place that knows which stack needs which. Layers are cut by how often they change and by what losing them
 * costs, so that a new image touches the service stacks alone.
 *
 *     foundation ──────────────────────────────┬───────────┬──→ edge ────────────┐
 *     data ───────────────┐                    │           │                     │
 *     <region>-network ─┬─┼──→ <region>-data ──┴──→ <region>-service ─→ <region>-watch ─→ watch
 *                       └→ network ─→ <region>-database-<name> ─↑      (a copy after its primary)
 *
 * A region's stacks read what others have left in their states, and call no other region: one that is lost keeps none from being planned.
 */
export function definePlatform(app: App, written: Platform): void {
  const platform = literals(written);
  const { name: environment } = platform;
  if (platform.delivery?.environments !== undefined) {
    new RolesStack(app, stackName({ environment, layer: "foundation" }), { platform });
    return;
  }
  const foundation = new FoundationStack(app, stackName({ environment, layer: "foundation" }), { platform });
  const shared = new SharedDataStack(app, stackName({ environment, layer: "data" }), { platform });
  const networks = inEachRegion(
    platform,
    (region) => new NetworkStack(app, stackName({ environment, region: region.name, layer: "network" }), { platform, region }),
  );
  const { privateZone: zone } = new InterconnectStack(app, stackName({ environment, layer: "network" }), { platform, networks });
  const data = defineData(app, platform, networks);
  const databases = defineDatabases(app, { platform, networks, zone, credentials: shared.credentials });
  const services = inEachRegion(platform, (region) => {
    const { name } = region;
    return new ServiceStack(app, stackName({ environment, region: name, layer: "service" }), {
      platform,
      region,
      foundation: { hostedZone: foundation.hostedZone, originToken: foundation.originToken, repositories: foundation.imagesIn(name) },
      network: known(networks, name),
      data: things(name, { shared, data: known(data, name), databases }),
    });
  });
  const watches = inEachRegion(platform, (region) => {
    const { name } = region;
    const keys = [...foundation.keysIn(name), ...shared.keysIn(name)];
    const watched = { network: known(networks, name), data: known(data, name), service: known(services, name), keys };
    return new WatchStack(app, stackName({ environment, region: name, layer: "watch" }), {
      platform,
      region,
      ...watched,
      databases: databases.in(name),
    });
  });
  const edge = new EdgeStack(app, stackName({ environment, layer: "edge" }), {
    platform,
    foundation,
    services: staying(platform, services),
  });
  new GlobalWatchStack(app, stackName({ environment, layer: "watch" }), { platform, edge, regions: staying(platform, watches) });
  if (platform.delivery) boundBy(app, platform, foundation);
}

/** Roles name their boundary, which AWS must know by then: the foundation comes before all stacks that it bounds. */
function boundBy(app: App, { name }: Platform, foundation: FoundationStack): void {
  const stacks = app.node.children.filter((child): child is TerraformStack => TerraformStack.isStack(child));
  for (const stack of stacks) if (stack !== foundation && environmentOfStack(stack.node.id) === name) stack.addDependency(foundation);
}

interface Things {
  readonly shared: SharedDataStack;
  readonly data: DataStack;
  readonly databases: DatabaseStacks;
}

/** All that workloads of a region may use, as that region sees it. */
function things(region: string, { shared, data, databases }: Things) {
  return {
    ...databases.seenFrom(region),
    ...shared.seenFrom(region),
    ...data.things,
    consumables: data.consumables,
    prometheus: data.prometheus,
  };
}

/** Without the regions that are being decommissioned: nothing outside refers to those. */
function staying<Stack>({ regions }: Platform, stacks: ReadonlyMap<string, Stack>): ReadonlyMap<string, Stack> {
  return new Map(regions.flatMap(({ name, decommissioning }) => (decommissioning ? [] : [[name, known(stacks, name)]])));
}
