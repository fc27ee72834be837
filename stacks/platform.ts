import { type App, TerraformStack } from "cdktf";
import type { Platform } from "../config/model";
import { literals } from "../constructs/core/literal";
import type { DataStack } from "./data-stack";
import { defineData } from "./data-stacks";
import { type DatabaseStacks, defineDatabases } from "./database-stacks";
import { EDGE_REGION } from "../constructs/edge/edge-region";
import { EdgeStack } from "./edge-stack";
import { FoundationStack } from "./foundation-stack";
import { InterconnectStack } from "./interconnect-stack";
import { environmentOfStack, stackName } from "./names";
import { NetworkStack } from "./network-stack";
import { inEachRegion, known } from "./regions";
import { RolesStack } from "./roles-stack";
import { defineServices, entryOf } from "./service-stacks";
import { SharedDataStack } from "./shared-data-stack";
import { defineWatches } from "./watch-stacks";
import { GlobalWatchStack } from "./global-watch-stack";

/**
 * Defines the stacks of a platform and their dependencies. Resources are grouped by how often they change and by the cost of losing them, so
 * that a new image changes only the service stacks.
 *
 *     foundation ──────────────────────────────┬───────────┬──→ edge ────────────┐
 *     data ───────────────┐                    │           │                     │
 *     <region>-network ─┬─┼──→ <region>-data ──┴──→ <region>-service ─→ <region>-watch ─→ watch
 *                       └→ network ─→ <region>-database-<name> ─↑      (replicas after their primary)
 *
 * A region's stacks read other stacks' outputs from their states and make no calls to other regions, so a region outage does not prevent
 * planning in the others.
 */
export function definePlatform(app: App, input: Platform): void {
  const platform = literals(input);
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
  const services = defineServices(app, platform, ({ name }) => ({
    foundation: { hostedZone: foundation.hostedZone, originToken: foundation.originToken, repositories: foundation.imagesIn(name) },
    network: known(networks, name),
    data: resourcesOf(name, { shared, data: known(data, name), databases }),
  }));
  const watches = defineWatches(app, platform, ({ name }) => ({
    network: known(networks, name),
    data: known(data, name),
    databases: databases.in(name),
    services: known(services, name),
    keys: [...foundation.keysIn(name), ...shared.keysIn(name)],
  }));
  const entries = new Map([...services].map(([name, stacks]) => [name, entryOf(stacks)]));
  const edge = new EdgeStack(app, stackName({ environment, layer: "edge" }), {
    platform,
    foundation,
    services: remainingStacks(platform, entries),
  });
  // Its log of the firewall needs the resource policy in the service stack there.
  const inEdgeRegion = remainingStacks(platform, services).get(EDGE_REGION);
  if (inEdgeRegion) edge.addDependency(inEdgeRegion.service);
  new GlobalWatchStack(app, stackName({ environment, layer: "watch" }), { platform, edge, regions: remainingStacks(platform, watches) });
  if (platform.delivery) deployAfterFoundation(app, platform, foundation);
}

/** Roles refer to their permissions boundary by name, so the foundation is deployed before every stack that creates roles. */
function deployAfterFoundation(app: App, { name }: Platform, foundation: FoundationStack): void {
  const stacks = app.node.children.filter((child): child is TerraformStack => TerraformStack.isStack(child));
  for (const stack of stacks) if (stack !== foundation && environmentOfStack(stack.node.id) === name) stack.addDependency(foundation);
}

interface RegionResources {
  readonly shared: SharedDataStack;
  readonly data: DataStack;
  readonly databases: DatabaseStacks;
}

/** The resources that workloads of a region can use. */
function resourcesOf(region: string, { shared, data, databases }: RegionResources) {
  return {
    ...databases.seenFrom(region),
    ...shared.seenFrom(region),
    ...data.resources,
    consumables: data.consumables,
    prometheus: data.prometheus,
  };
}

/** The stacks of regions that are not being decommissioned. Other regions do not reference a decommissioned region. */
function remainingStacks<Stack>({ regions }: Platform, stacks: ReadonlyMap<string, Stack>): ReadonlyMap<string, Stack> {
  return new Map(regions.flatMap(({ name, decommissioning }) => (decommissioning ? [] : [[name, known(stacks, name)]])));
}
