import { Ec2TransitGatewayPeeringAttachment } from "@cdktf/provider-aws/lib/ec2-transit-gateway-peering-attachment";
import { Ec2TransitGatewayPeeringAttachmentAccepter } from "@cdktf/provider-aws/lib/ec2-transit-gateway-peering-attachment-accepter";
import { Construct } from "constructs";
import { nameTag } from "./name-tag";
import type { TransitGateway } from "./transit-gateway";
import { CREATE_BEFORE_DESTROY } from "./replacement-order";
import type { PeeredVpc } from "./route-target";

/** A region with its transit gateway. */
export interface TransitRegion extends Pick<PeeredVpc, "name" | "region"> {
  readonly gateway: TransitGateway;
}

export interface TransitLinkProps {
  /** The construct's scope must be in this region. */
  readonly requester: TransitRegion;
  readonly accepter: TransitRegion;
}

/**
 * Connects the transit gateways of two regions: requested in one region, accepted in the other. It supports only static routes.
 *
 * Limits: 50 per gateway, and 10 of them pending acceptance (https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html): if a
 * hub gets more than ten at the same time, request a higher second quota, or deploy again.
 *
 * Cost drivers: hours of two attachments, one on each side; GB between the regions.
 */
export class TransitLink extends Construct {
  /** ID of the accepted attachment, the same on both sides. AWS rejects a route over a pending attachment. */
  public readonly attachmentId: string;

  public constructor(scope: Construct, id: string, { requester, accepter }: TransitLinkProps) {
    super(scope, id);
    const tags = nameTag(this, requester.name, accepter.name);
    const attachment = new Ec2TransitGatewayPeeringAttachment(this, "Resource", {
      provider: requester.region.provider,
      transitGatewayId: requester.gateway.gatewayId,
      peerTransitGatewayId: accepter.gateway.gatewayId,
      peerRegion: accepter.name,
      tags,
      lifecycle: CREATE_BEFORE_DESTROY,
    });
    this.attachmentId = new Ec2TransitGatewayPeeringAttachmentAccepter(this, "Accepter", {
      provider: accepter.region.provider,
      transitGatewayAttachmentId: attachment.id,
      tags,
      lifecycle: CREATE_BEFORE_DESTROY,
    }).id;
  }
}
