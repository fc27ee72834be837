import type { App } from "cdktf";
import type { Platform, Region } from "../config/model";
import { DataStack } from "./data-stack";
import { EdgeStack } from "./edge-stack";
import { FoundationStack } from "./foundation-stack";
import { NetworkStack } from "./network-stack";
import { ServiceStack } from "./service-stack";

/**
 * Wires a platform: the only place that knows which stack needs which. Layers are cut by how often they change and by what losing them
 * costs, so that a new image touches the service stacks alone.
 *
 *     foundation ──────────────┬──────────┐
 *     network → data → service ┴→  edge ←─┘      (network, data and service once in each region)
 */
export function definePlatform(app: App, platform: Platform): void {
  const foundation = new FoundationStack(app, `${platform.name}-foundation`, { platform });
  const services = new Map(platform.regions.map((region) => [region.name, defineRegion(app, platform, region, foundation)]));
  new EdgeStack(app, `${platform.name}-edge`, { platform, foundation, services });
}

function defineRegion(app: App, platform: Platform, region: Region, foundation: FoundationStack): ServiceStack {
  const id = (layer: string) => `${platform.name}-${region.name}-${layer}`;
  const network = new NetworkStack(app, id("network"), { platform, region });
  const data = new DataStack(app, id("data"), { platform, region, network });
  return new ServiceStack(app, id("service"), { platform, region, foundation, network, data });
}
