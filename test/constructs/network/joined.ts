import type { App, TerraformStack } from "cdktf";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { Cache } from "../../../constructs/cache/model";
import type { Database } from "../../../constructs/database/model";
import type { Platform } from "../../../config/model";
import type { Region } from "../../../constructs/network/model";
import type { Service } from "../../../constructs/compute/model";
import { RegionScope } from "../../../constructs/core/region-scope";
import { workloadsIn } from "../../../constructs/compute/workloads";
import { hubRegions, regionPairs } from "../../../constructs/network/region-pairs";
import { RegionRoutes } from "../../../constructs/network/region-routes";
import { transitPlan } from "../../../constructs/network/transit-plan";
import { joinByTransit } from "../../../constructs/network/transit-route-targets";
import { joinByPeering } from "../../../constructs/network/vpc-peering";
import type { PeeredVpc } from "../../../constructs/network/route-target";
import { platformOf } from "../../stacks/two-regions";
import { type Block, type StackJson, pathOf, placedStack, resources, synthesizeStack } from "../../support/synth";
import { regionOf } from "./fixtures";

export interface JoinedFixture {
  readonly regions: readonly string[];
  readonly decommissioning?: readonly string[];
  readonly home?: string;
  /** Regions of each database; a service uses all of them except `unused`. */
  readonly databases?: Readonly<Record<string, readonly string[]>>;
  /** Whether each cache is global; a worker uses all of them except `unused`. */
  readonly caches?: Readonly<Record<string, boolean>>;
  readonly unused?: readonly string[];
  readonly interRegion?: Platform["network"]["interRegion"];
}

/** A platform as `resolve` returns it, in these regions and with these resources. */
export function platformIn(fixture: JoinedFixture): Platform {
  const { databases = {}, caches = {}, unused = [], regions, decommissioning = [] } = fixture;
  const base = platformOf({ regions: { "eu-west-1": {} } });
  const uses = (kind: "database" | "cache", resources: object) =>
    Object.keys(resources)
      .filter((name) => !unused.includes(name))
      .map((name) => ({ kind, name }));
  const [service] = base.services as readonly [Service];
  return {
    ...base,
    homeRegion: fixture.home ?? regions[0] ?? "",
    primaryRegion: regions[0] ?? "",
    regions: regions.map((name): Region => ({
      ...regionOf(name, 2),
      primary: name === regions[0],
      decommissioning: decommissioning.includes(name),
    })),
    network: { ...base.network, interRegion: fixture.interRegion ?? "peering" },
    services: [{ ...service, uses: uses("database", databases) }],
    workers: base.workers.map((worker) => ({ ...worker, uses: uses("cache", caches) })),
    databases: Object.entries(databases).map(([name, held]) => ({ name, regions: held, primaryRegion: held[0] }) as unknown as Database),
    caches: Object.entries(caches).map(([name, global]) => ({ name, global }) as unknown as Cache),
    queues: [],
    secrets: [],
  };
}

/** The VPC of a region with fixed values: `vpc-eu-west-1`, tables `rtb-eu-west-1-1` to `-3`. */
export function vpcIn(stack: TerraformStack, name: string): PeeredVpc {
  const provider = new AwsProvider(stack, `aws-${name}`, { region: name, alias: name });
  return {
    name,
    region: new RegionScope(stack, name, { provider }),
    network: {
      vpcId: `vpc-${name}`,
      cidr: regionOf(name, 2).cidr,
      privateSubnetIds: [1, 2].map((zone) => `subnet-${name}-${zone}`),
      routeTableIds: [1, 2, 3].map((table) => `rtb-${name}-${table}`),
    },
  };
}

/** The Terraform that connects the regions of a platform, all of which have the VPC of {@link vpcIn}. */
export function synthesizeJoined(platform: Platform): StackJson {
  return synthesizeStack("joined", (app: App) => {
    const stack = placedStack(app, "joined");
    const vpcs = new Map(platform.regions.map(({ name }) => [name, vpcIn(stack, name)]));
    const pairs = regionPairs(platform, workloadsIn(platform));
    const targets =
      platform.network.interRegion === "peering"
        ? joinByPeering(pairs, vpcs)
        : joinByTransit(transitPlan(pairs, hubRegions(platform, workloadsIn(platform))), vpcs);
    for (const { first, second } of pairs) {
      for (const [from, to] of [
        [first, second],
        [second, first],
      ] as const) {
        const [{ region, network }, { network: other }] = [vpcs.get(from)!, vpcs.get(to)!];
        new RegionRoutes(region, `RoutesTo-${to}`, { network, destination: other.cidr, target: targets(from, to) });
      }
    }
  });
}

/** Each resource of a type: its path and the region of its provider. */
export function placed(json: StackJson, type: string): readonly string[] {
  return resources(json, type)
    .map((block) => `${pathOf(block)} in ${regionOfProvider(block)}`)
    .sort();
}

/** The region of a resource's provider, or "the stack's" without an explicit provider. */
export function regionOfProvider(block: Block): string {
  return typeof block.provider === "string" ? block.provider.replace(/^aws\./, "") : "the stack's";
}
