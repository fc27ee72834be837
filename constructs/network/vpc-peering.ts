import { VpcPeeringConnection } from "@cdktf/provider-aws/lib/vpc-peering-connection";
import { VpcPeeringConnectionAccepterA } from "@cdktf/provider-aws/lib/vpc-peering-connection-accepter";
import { VpcPeeringConnectionOptions } from "@cdktf/provider-aws/lib/vpc-peering-connection-options";
import { Construct } from "constructs";
import { nameTag } from "./name-tag";
import { type RegionPair, pairKey } from "./region-pairs";
import { CREATE_BEFORE_DESTROY } from "./replacement-order";
import { getOrThrow, type PeeredVpc, type PeeredVpcs, type RouteTargetResolver } from "./route-target";

export interface VpcPeeringProps {
  /** Whose scope the construct is made in. */
  readonly requester: PeeredVpc;
  readonly accepter: PeeredVpc;
}

/**
 * A peering of the VPCs of two regions: asked for in one, accepted in the other. Each side's options are set in its own region, and only
 * once the connection is active, so their id is the accepter's (https://github.com/hashicorp/terraform-provider-aws/issues/8623).
 * Accepting from the side that asks is refused across regions (https://github.com/hashicorp/terraform-provider-aws/issues/6044).
 *
 * Limits: peerings pass nothing on, so n regions that all need each other have n(n − 1)/2 of them: 3 for 3 regions, 45 for 10, 435 for 30.
 * A VPC may have 50 active peerings, 125 if AWS is asked (https://docs.aws.amazon.com/general/latest/gr/vpc-service.html), which is more
 * than there are regions. So no quota ends a mesh, but its plan does: four resources a pair, and a route in each table of both sides. With
 * five tables a VPC they are 14 a pair, 630 for 10 regions, 6,090 for 30. From about ten regions on, let databases name their `regions`
 * (h regions with a copy have at most h(n − 1) peerings), or join by transit gateways, see `transitPlan`.
 *
 * Cost drivers: GB between the regions; nothing by the hour.
 */
export class VpcPeering extends Construct {
  /** Of the active connection: what uses it waits until it has been accepted. */
  public readonly connectionId: string;

  public constructor(scope: Construct, id: string, { requester, accepter }: VpcPeeringProps) {
    super(scope, id);
    const tags = nameTag(this, requester.name, accepter.name);
    const connection = new VpcPeeringConnection(this, "Resource", {
      provider: requester.region.provider,
      vpcId: requester.network.vpcId,
      peerVpcId: accepter.network.vpcId,
      peerRegion: accepter.name,
      autoAccept: false,
      tags,
      lifecycle: CREATE_BEFORE_DESTROY,
    });
    this.connectionId = new VpcPeeringConnectionAccepterA(this, "Accepter", {
      provider: accepter.region.provider,
      vpcPeeringConnectionId: connection.id,
      autoAccept: true,
      tags,
      lifecycle: CREATE_BEFORE_DESTROY,
    }).id;
    this.resolveNames("RequesterOptions", "requester", requester);
    this.resolveNames("AccepterOptions", "accepter", accepter);
  }

  /** Public names of the other VPC's instances give their private addresses. (Those of a database that is not public do so anyway.) */
  private resolveNames(id: string, side: "requester" | "accepter", { region }: PeeredVpc): void {
    new VpcPeeringConnectionOptions(this, id, {
      provider: region.provider,
      vpcPeeringConnectionId: this.connectionId,
      [side]: { allowRemoteVpcDnsResolution: true },
      lifecycle: CREATE_BEFORE_DESTROY,
    });
  }
}

/** Joins each pair by a peering of its own. The region whose name comes first asks. */
export function joinByPeering(pairs: readonly RegionPair[], ends: PeeredVpcs): RouteTargetResolver {
  const peerings = new Map<string, VpcPeering>();
  for (const { first, second } of pairs) {
    const [requester, accepter] = [getOrThrow(ends, first), getOrThrow(ends, second)];
    peerings.set(pairKey(first, second), new VpcPeering(requester.region, `PeeringTo-${second}`, { requester, accepter }));
  }
  return (from, to) => ({
    target: { vpcPeeringConnectionId: getOrThrow(peerings, pairKey(from, to)).connectionId },
    dependsOn: [],
  });
}
