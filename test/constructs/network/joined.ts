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
  /** Regions with a copy, by database; a service uses all of them but `unused`. */
  readonly databases?: Readonly<Record<string, readonly string[]>>;
  /** Global or not, by cache; a worker uses all of them but `unused`. */
  readonly caches?: Readonly<Record<string, boolean>>;
  readonly unused?: readonly string[];
  readonly interRegion?: Platform["network"]["interRegion"];
}

/** A platform as `resolve` would make it, in these regions and with these things in them. */
export function platformIn(fixture: JoinedFixture): Platform {
  const { databases = {}, caches = {}, unused = [], regions, decommissioning = [] } = fixture;
  const base = platformOf({ regions: { "eu-west-1": {} } });
  const uses = (kind: "database" | "cache", things: object) =>
    Object.keys(things)
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

/** The VPC of a region in plain values: `vpc-eu-west-1`, tables `rtb-eu-west-1-1` to `-3`. */
export function endIn(stack: TerraformStack, name: string): PeeredVpc {
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

/** The Terraform that joins the regions of a platform, all of which have the VPC of {@link endIn}. */
export function synthesizeJoined(platform: Platform): StackJson {
  return synthesizeStack("joined", (app: App) => {
    const stack = placedStack(app, "joined");
    const ends = new Map(platform.regions.map(({ name }) => [name, endIn(stack, name)]));
    const pairs = regionPairs(platform, workloadsIn(platform));
    const ways =
      platform.network.interRegion === "peering"
        ? joinByPeering(pairs, ends)
        : joinByTransit(transitPlan(pairs, hubRegions(platform, workloadsIn(platform))), ends);
    for (const { first, second } of pairs) {
      for (const [from, to] of [
        [first, second],
        [second, first],
      ] as const) {
        const [{ region, network }, { network: other }] = [ends.get(from)!, ends.get(to)!];
        new RegionRoutes(region, `RoutesTo-${to}`, { network, destination: other.cidr, way: ways(from, to) });
      }
    }
  });
}

/** Each resource of a type as its path, with the region of its provider behind it. */
export function placed(json: StackJson, type: string): readonly string[] {
  return resources(json, type)
    .map((block) => `${pathOf(block)} in ${regionOfProvider(block)}`)
    .sort();
}

/** The region that a resource is made in; that of the stack if it names no provider. */
export function regionOfProvider(block: Block): string {
  return typeof block.provider === "string" ? block.provider.replace(/^aws\./, "") : "the stack's";
}
