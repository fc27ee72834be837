"""Transit gateways: optional default route tables, one view of each peering attachment per region, and the errors of AWS for
resources that are in use or not ready.

Not simulated: propagated routes. Deletion is immediate.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayAttachment.html
"""

from __future__ import annotations

import copy
from typing import Any

from moto.core.responses import ActionResult
from moto.ec2.exceptions import EC2ClientError, InvalidTransitGatewayID
from moto.ec2.models import EC2Backend, ec2_backends
from moto.ec2.models.transit_gateway import TransitGateway
from moto.ec2.models.transit_gateway_attachments import (
    TransitGatewayAttachment,
    TransitGatewayPeeringAttachment,
    TransitGatewayVpcAttachment,
)
from moto.ec2.models.transit_gateway_route_tables import TransitGatewayRelations
from moto.ec2.responses import EC2Response

from terrace_aws.extension import replaces


class NotFound(EC2ClientError):
    def __init__(self, kind: str, name: str) -> None:
        super().__init__(f"Invalid{kind}ID.NotFound", f"{kind} {name} was deleted or does not exist.")


class IncorrectState(EC2ClientError):
    def __init__(self, message: str) -> None:
        super().__init__("IncorrectState", message)


@replaces(TransitGateway)
class Gateway(TransitGateway):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        table: Any = self.default_route_table
        table.default_association_route_table = self.associates
        table.default_propagation_route_table = self.propagates
        if not self.associates:
            del self.options["AssociationDefaultRouteTableId"]
        if not self.propagates:
            del self.options["PropagationDefaultRouteTableId"]
        if not self.associates and not self.propagates:
            table.state = "deleted"  # AWS does not create it; moto requires it

    @property
    def associates(self) -> bool:
        return bool(self.options["DefaultRouteTableAssociation"] == "enable")

    @property
    def propagates(self) -> bool:
        return bool(self.options["DefaultRouteTablePropagation"] == "enable")


@replaces(TransitGatewayPeeringAttachment)
class PeeringAttachment(TransitGatewayPeeringAttachment):
    @property
    def state(self) -> str:
        """Shared by both sides."""
        return str(self._shared["state"])

    @state.setter
    def state(self, state: str) -> None:
        self._shared["state"] = state

    @property
    def _shared(self) -> dict[str, str]:
        shared: dict[str, str] = self.__dict__.setdefault("_shared_state", {})
        return shared

    @property
    def sides(self) -> list[Any]:
        """The backends of both regions."""
        infos = (self.requester_tgw_info, self.accepter_tgw_info)
        return [ec2_backends[info["OwnerId"]][info["Region"]] for info in infos]

    def seen_by(self, backend: Any, gateway: TransitGateway) -> PeeringAttachment:
        other_side = copy.copy(self)
        other_side.ec2_backend = backend
        other_side.resource_id, other_side.transit_gateway_id = self.transit_gateway_id, gateway.id
        return other_side


class TransitGateways(EC2Backend):
    def transit_gateway(self, name: str) -> Gateway:
        if name not in self.transit_gateways:
            raise InvalidTransitGatewayID(name, f"Transit Gateway {name} was deleted or does not exist.")
        gateway: Any = self.transit_gateways[name]
        return gateway  # type: ignore[no-any-return]

    def attachment(self, name: str) -> TransitGatewayAttachment:
        found = self.transit_gateway_attachments.get(name)
        if found is None or found.state == "deleted":
            raise NotFound("TransitGatewayAttachment", name)
        return found

    def attachments_of(self, gateway_id: str) -> list[TransitGatewayAttachment]:
        everything = self.transit_gateway_attachments.values()
        return [one for one in everything if one.transit_gateway_id == gateway_id and one.state != "deleted"]

    def delete_transit_gateway(self, transit_gateway_id: str) -> TransitGateway:
        gateway = self.transit_gateway(transit_gateway_id)
        if attached := self.attachments_of(transit_gateway_id):
            names = ", ".join(attachment.id for attachment in attached)
            raise IncorrectState(f"{transit_gateway_id} has non-deleted Transit Gateway Attachments: {names}.")
        gateway.state = "deleted"
        del self.transit_gateways_route_tables[gateway.default_route_table.id]
        return super().delete_transit_gateway(transit_gateway_id)

    def create_transit_gateway_vpc_attachment(
        self, transit_gateway_id: str, vpc_id: str, *args: Any, **kwargs: Any
    ) -> TransitGatewayVpcAttachment:
        gateway = self.transit_gateway(transit_gateway_id)
        self._forget_deleted(vpc_id)
        attachment = super().create_transit_gateway_vpc_attachment(transit_gateway_id, vpc_id, *args, **kwargs)
        table = gateway.default_route_table
        table.route_table_associations.pop(attachment.id)
        self._associate_by_default(attachment)
        if gateway.propagates:
            self.enable_transit_gateway_route_table_propagation(attachment.id, table.id)
        return attachment

    def _forget_deleted(self, vpc_id: str) -> None:
        """Removes deleted attachments, which moto would count as duplicates."""
        for name, attachment in list(self.transit_gateway_attachments.items()):
            if attachment.resource_id == vpc_id and attachment.state == "deleted":
                del self.transit_gateway_attachments[name]

    def delete_transit_gateway_vpc_attachment(self, transit_gateway_attachment_id: str) -> TransitGatewayAttachment:
        attachment = self.attachment(transit_gateway_attachment_id)
        self._detach(attachment)
        return attachment

    def create_transit_gateway_peering_attachment(
        self, transit_gateway_id: str, peer_transit_gateway_id: str, peer_region: str, *args: Any, **kwargs: Any
    ) -> TransitGatewayPeeringAttachment:
        self.transit_gateway(transit_gateway_id)
        attachment: Any = super().create_transit_gateway_peering_attachment(
            transit_gateway_id, peer_transit_gateway_id, peer_region, *args, **kwargs
        )
        peer: Any = attachment.sides[1]
        attachment.transit_gateway_route_table = None
        if peer is not self:
            view = attachment.seen_by(peer, peer.transit_gateway(peer_transit_gateway_id))
            peer.transit_gateway_attachments[attachment.id] = view
        return attachment  # type: ignore[no-any-return]

    def accept_transit_gateway_peering_attachment(self, transit_gateway_attachment_id: str) -> TransitGatewayAttachment:
        if (state := self.attachment(transit_gateway_attachment_id).state) != "pendingAcceptance":
            raise IncorrectState(f"{transit_gateway_attachment_id} is in invalid state {state}.")
        attachment: Any = super().accept_transit_gateway_peering_attachment(transit_gateway_attachment_id)
        for side in attachment.sides:
            side._associate_by_default(side.attachment(attachment.id))
        return attachment  # type: ignore[no-any-return]

    def delete_transit_gateway_peering_attachment(self, transit_gateway_attachment_id: str) -> TransitGatewayAttachment:
        attachment: Any = self.attachment(transit_gateway_attachment_id)
        for side in attachment.sides:
            side._detach(side.transit_gateway_attachments[attachment.id])
        return super().delete_transit_gateway_peering_attachment(transit_gateway_attachment_id)

    def describe_transit_gateway_vpc_attachments(self, *args: Any, **kwargs: Any) -> list[TransitGatewayAttachment]:
        found = super().describe_transit_gateway_vpc_attachments(*args, **kwargs)
        return [attachment for attachment in found if attachment.resource_type == "vpc"]

    def describe_transit_gateway_peering_attachments(self, *args: Any, **kwargs: Any) -> list[TransitGatewayAttachment]:
        found = super().describe_transit_gateway_peering_attachments(*args, **kwargs)
        return [attachment for attachment in found if attachment.resource_type == "peering"]

    def _associate_by_default(self, attachment: TransitGatewayAttachment) -> None:
        gateway: Any = self.transit_gateway(attachment.transit_gateway_id)
        unset: Any = None
        attachment.transit_gateway_route_table = unset
        if gateway.associates:
            self.associate_transit_gateway_route_table(attachment.id, gateway.default_route_table.id)

    def _detach(self, attachment: TransitGatewayAttachment) -> None:
        """Removes associations and propagations, and turns static routes to the attachment into blackholes."""
        attachment.state = "deleted"
        self.transit_gateway_associations.pop(attachment.id, None)
        self.transit_gateway_propagations.pop(attachment.id, None)
        for table in self.transit_gateways_route_tables.values():
            table.route_table_associations.pop(attachment.id, None)
            self.disable_route_table_propagation(attachment.id, table.id)
            for route in table.routes.values():
                targets: Any = route.get("transitGatewayAttachments") or []
                if any(target["transitGatewayAttachmentId"] == attachment.id for target in targets):
                    route["state"] = "blackhole"

    def associate_transit_gateway_route_table(
        self, transit_gateway_attachment_id: str, transit_gateway_route_table_id: str
    ) -> TransitGatewayRelations:
        attachment = self.attachment(transit_gateway_attachment_id)
        if transit_gateway_attachment_id in self.transit_gateway_associations:
            raise EC2ClientError(
                "Resource.AlreadyAssociated",
                f"Transit Gateway Attachment {transit_gateway_attachment_id} is already associated to a route table.",
            )
        association = super().associate_transit_gateway_route_table(
            transit_gateway_attachment_id, transit_gateway_route_table_id
        )
        attachment.transit_gateway_route_table = self.transit_gateways_route_tables[transit_gateway_route_table_id]
        return association

    def disassociate_transit_gateway_route_table(self, tgw_attach_id: str, tgw_rt_id: str) -> TransitGatewayRelations:
        attachment: Any = self.attachment(tgw_attach_id)
        if tgw_attach_id not in self.transit_gateways_route_tables[tgw_rt_id].route_table_associations:
            raise EC2ClientError(
                "InvalidAssociation.NotFound",
                f"Association of Transit Gateway Attachment {tgw_attach_id} with {tgw_rt_id} does not exist.",
            )
        association = super().disassociate_transit_gateway_route_table(tgw_attach_id, tgw_rt_id)
        attachment.transit_gateway_route_table = None
        return association

    def create_transit_gateway_route(
        self,
        transit_gateway_route_table_id: str,
        destination_cidr_block: str,
        transit_gateway_attachment_id: str | None = None,
        blackhole: bool = False,
    ) -> dict[str, str | None]:
        table = self.transit_gateways_route_tables[transit_gateway_route_table_id]
        if destination_cidr_block in table.routes:
            raise EC2ClientError(
                "RouteAlreadyExists",
                f"Route {destination_cidr_block} already exists in Transit Gateway Route Table {table.id}.",
            )
        if transit_gateway_attachment_id:
            attachment = self.attachment(transit_gateway_attachment_id)
            if attachment.state != "available":
                raise IncorrectState(f"{attachment.id} is in invalid state {attachment.state}.")
        route: Any = super().create_transit_gateway_route(
            transit_gateway_route_table_id, destination_cidr_block, transit_gateway_attachment_id, blackhole
        )
        if "transitGatewayAttachments" in route:
            route["transitGatewayAttachments"] = [route["transitGatewayAttachments"]]  # AWS returns a list
        return route  # type: ignore[no-any-return]

    def check_route(self, route_table_id: str, gateway_id: str | None) -> None:
        """Rejects a route to a gateway that the VPC is not attached to."""
        if gateway_id:
            vpc_id = self.get_route_table(route_table_id).vpc_id
            if vpc_id not in (attachment.resource_id for attachment in self.attachments_of(gateway_id)):
                raise InvalidTransitGatewayID(gateway_id)


class TransitGatewayResponses(EC2Response):
    def create_transit_gateway_vpc_attachment(self) -> ActionResult:
        """Returns the tags of the attachment. Moto returns those of a route table."""
        answer = super().create_transit_gateway_vpc_attachment()
        attachment: Any = answer.result["TransitGatewayVpcAttachment"]  # type: ignore[index]
        attachment.add_tags(self._parse_tag_specification().get("transit-gateway-attachment", {}))
        return answer

    def create_route(self) -> ActionResult:
        self._check_route()
        return super().create_route()

    def replace_route(self) -> ActionResult:
        self._check_route()
        return super().replace_route()

    def _check_route(self) -> None:
        backend: Any = self.ec2_backend
        backend.check_route(self._get_param("RouteTableId"), self._get_param("TransitGatewayId"))
