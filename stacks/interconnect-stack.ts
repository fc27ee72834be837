import type { Construct } from "constructs";
import type { Platform } from "../config/model";
import { workloadsIn } from "../constructs/compute/workloads";
import { Stack } from "../constructs/core/stack";
import { WriterName } from "../constructs/database/writer-name";
import { EDGE_REGION } from "../constructs/edge/edge-region";
import { PrivateZone } from "../constructs/network/private-zone";
import { hubRegions, regionPairs, type RegionPair } from "../constructs/network/region-pairs";
import { RegionRoutes } from "../constructs/network/region-routes";
import { transitPlan } from "../constructs/network/transit-plan";
import { joinByTransit } from "../constructs/network/transit-route-targets";
import { joinByPeering } from "../constructs/network/vpc-peering";
import { getOrThrow, type PeeredVpc, type RouteTargetResolver } from "../constructs/network/route-target";
import type { NetworkStack } from "./network-stack";
import { prepareSpanningStack, regionScope } from "./prepare-stack";

export interface InterconnectStackProps {
  readonly platform: Platform;
  /** By region. */
  readonly networks: ReadonlyMap<string, Pick<NetworkStack, "network">>;
}

/**
 * Inter-region connectivity: the private zone of all VPCs, the connections between regions that use each other's resources, and the writer
 * DNS names of databases. It depends only on the network stacks, so regions can be added and removed without a circular dependency. A writer
 * DNS name can be moved during a region outage (`-target`): zone and record are global Route 53 resources.
 */
export class InterconnectStack extends Stack {
  public readonly privateZone: PrivateZone;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: InterconnectStackProps,
  ) {
    super(scope, id);
    const { platform } = props;
    prepareSpanningStack(this, platform, EDGE_REGION);
    const vpcs = this.peeredVpcs();
    this.privateZone = new PrivateZone(this, "PrivateZone", { vpcs: new Map([...vpcs].map(([name, { network }]) => [name, network])) });
    this.joinRegions(vpcs);
    this.nameWriters();
  }

  /** Regions that are being decommissioned have no connections. */
  private peeredVpcs(): ReadonlyMap<string, PeeredVpc> {
    const { platform, networks } = this.props;
    return new Map(
      remainingRegions(platform).map(({ name }) => [
        name,
        { name, region: regionScope(this, platform, name), network: getOrThrow(networks, name).network },
      ]),
    );
  }

  private joinRegions(vpcs: ReadonlyMap<string, PeeredVpc>): void {
    const { platform } = this.props;
    const pairs = regionPairs(platform, workloadsIn(platform));
    const targets = this.routeTargets(pairs, vpcs);
    for (const { first, second } of pairs) {
      addRoutes(getOrThrow(vpcs, first), getOrThrow(vpcs, second), targets);
      addRoutes(getOrThrow(vpcs, second), getOrThrow(vpcs, first), targets);
    }
  }

  private routeTargets(pairs: readonly RegionPair[], vpcs: ReadonlyMap<string, PeeredVpc>): RouteTargetResolver {
    const { platform } = this.props;
    switch (platform.network.interRegion) {
      case "peering":
        return joinByPeering(pairs, vpcs);
      case "transit-gateway":
        return joinByTransit(transitPlan(pairs, hubRegions(platform, workloadsIn(platform))), vpcs);
    }
  }

  private nameWriters(): void {
    for (const { name, primaryRegion } of this.props.platform.databases)
      new WriterName(this, `Writer-${name}`, { zone: this.privateZone, database: name, primaryRegion });
  }
}

function remainingRegions({ regions }: Platform): Platform["regions"] {
  return regions.filter(({ decommissioning }) => !decommissioning);
}

function addRoutes(from: PeeredVpc, to: PeeredVpc, targets: RouteTargetResolver): void {
  new RegionRoutes(from.region, `RoutesTo-${to.name}`, {
    network: from.network,
    destination: to.network.cidr,
    target: targets(from.name, to.name),
  });
}
