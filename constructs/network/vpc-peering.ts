import { VpcPeeringConnection } from "@cdktf/provider-aws/lib/vpc-peering-connection";
import { VpcPeeringConnectionAccepterA } from "@cdktf/provider-aws/lib/vpc-peering-connection-accepter";
import { VpcPeeringConnectionOptions } from "@cdktf/provider-aws/lib/vpc-peering-connection-options";
import { Construct } from "constructs";
import { nameTag } from "./name-tag";
import { type RegionPair, pairKey } from "./region-pairs";
import { CREATE_BEFORE_DESTROY } from "./replacement-order";
import { getOrThrow, type PeeredVpc, type PeeredVpcs, type RouteTargetResolver } from "./route-target";

export interface VpcPeeringProps {
  /** The construct's scope must be in this region. */
  readonly requester: PeeredVpc;
  readonly accepter: PeeredVpc;
}

/**
 * A peering of the VPCs of two regions: requested in one region, accepted in the other. Each side's options are set in its own region, and
 * only after the connection is active, so they use the accepter's ID (https://github.com/hashicorp/terraform-provider-aws/issues/8623). The
 * requester cannot accept a connection to another region (https://github.com/hashicorp/terraform-provider-aws/issues/6044).
 *
 * Limits: peerings are not transitive, so n fully connected regions have n(n − 1)/2 of them: 3 for 3 regions, 45 for 10, 435 for 30. The
 * quota is 50 active peerings per VPC, 125 on request (https://docs.aws.amazon.com/general/latest/gr/vpc-service.html), which is more than
 * the number of regions. So no quota limits a mesh, but the size of the plan does: four resources per pair, and a route in each table of
 * both sides. With five tables per VPC, that is 14 per pair, 630 for 10 regions, 6,090 for 30. From about ten regions, set `regions` of
 * databases (h regions with a replica have at most h(n − 1) peerings), or use transit gateways, see `transitPlan`.
 *
 * Cost drivers: GB between the regions; no hourly cost.
 */
export class VpcPeering extends Construct {
  /** ID of the active connection: its consumers depend on its acceptance. */
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

  /** Public DNS names of instances in the other VPC resolve to private addresses. (Names of non-public databases always do.) */
  private resolveNames(id: string, side: "requester" | "accepter", { region }: PeeredVpc): void {
    new VpcPeeringConnectionOptions(this, id, {
      provider: region.provider,
      vpcPeeringConnectionId: this.connectionId,
      [side]: { allowRemoteVpcDnsResolution: true },
      lifecycle: CREATE_BEFORE_DESTROY,
    });
  }
}

/** Connects each pair with a peering. The region whose name sorts first is the requester. */
export function joinByPeering(pairs: readonly RegionPair[], vpcs: PeeredVpcs): RouteTargetResolver {
  const peerings = new Map<string, VpcPeering>();
  for (const { first, second } of pairs) {
    const [requester, accepter] = [getOrThrow(vpcs, first), getOrThrow(vpcs, second)];
    peerings.set(pairKey(first, second), new VpcPeering(requester.region, `PeeringTo-${second}`, { requester, accepter }));
  }
  return (from, to) => ({
    target: { vpcPeeringConnectionId: getOrThrow(peerings, pairKey(from, to)).connectionId },
    dependsOn: [],
  });
}
