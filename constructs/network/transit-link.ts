import { Ec2TransitGatewayPeeringAttachment } from "@cdktf/provider-aws/lib/ec2-transit-gateway-peering-attachment";
import { Ec2TransitGatewayPeeringAttachmentAccepter } from "@cdktf/provider-aws/lib/ec2-transit-gateway-peering-attachment-accepter";
import { Construct } from "constructs";
import { nameTag } from "./name-tag";
import type { TransitGateway } from "./transit-gateway";
import { CREATE_BEFORE_DESTROY } from "./replacement-order";
import type { PeeredVpc } from "./route-target";

/** A region with its gateway. */
export interface TransitEnd extends Pick<PeeredVpc, "name" | "region"> {
  readonly gateway: TransitGateway;
}

export interface TransitLinkProps {
  /** Whose scope the construct is made in. */
  readonly requester: TransitEnd;
  readonly accepter: TransitEnd;
}

/**
 * Joins the transit gateways of two regions: asked for in one, accepted in the other. Static routes alone go over it.
 *
 * Limits: 50 a gateway, and 10 of them waiting to be accepted (https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html):
 * where a hub gets more than ten at once, have the second quota raised, or deploy again.
 *
 * Cost drivers: two attachments by the hour, one on each side; GB between the regions.
 */
export class TransitLink extends Construct {
  /** Of the accepted attachment, the same on both sides: a route over one that waits is refused. */
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
