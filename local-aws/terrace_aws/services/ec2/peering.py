"""Inter-region VPC peering: each side has its own tags and sets its own options.

Deleted connections disappear immediately; AWS lists them as deleted for up to two hours.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcPeeringConnectionOptions.html
"""

from __future__ import annotations

import copy
from typing import Any

from moto.ec2.exceptions import OperationNotPermitted
from moto.ec2.models import EC2Backend
from moto.ec2.models.vpc_peering_connections import VPCPeeringConnection


class Peerings(EC2Backend):
    def create_vpc_peering_connection(self, *args: Any, **kwargs: Any) -> VPCPeeringConnection:
        connection = super().create_vpc_peering_connection(*args, **kwargs)
        peer: Any = connection.peer_vpc.ec2_backend
        if peer is not self:
            other_side = copy.copy(connection)  # shares status and options
            other_side.ec2_backend = peer
            peer.vpc_pcxs[connection.id] = other_side
        return connection

    def modify_vpc_peering_connection_options(
        self,
        vpc_pcx_id: str,
        accepter_options: dict[str, Any] | None = None,
        requester_options: dict[str, Any] | None = None,
    ) -> VPCPeeringConnection:
        connection = self.get_vpc_peering_connection(vpc_pcx_id)
        if connection.status["Code"] != "active":
            raise OperationNotPermitted(
                f"Peering {vpc_pcx_id} is not active. Peering options can be added only to active peerings."
            )
        sides = (
            ("Requester", connection.vpc, requester_options),
            ("Accepter", connection.peer_vpc, accepter_options),
        )
        for name, vpc, options in sides:
            if options and vpc.region != self.region_name:
                raise OperationNotPermitted(
                    f"{name}'s VPC Peering connection options cannot be modified for a different region"
                )
        return super().modify_vpc_peering_connection_options(vpc_pcx_id, accepter_options, requester_options)

    def delete_vpc_peering_connection(self, vpc_pcx_id: str) -> VPCPeeringConnection:
        connection = super().delete_vpc_peering_connection(vpc_pcx_id)
        for vpc in (connection.vpc, connection.peer_vpc):
            side: Any = vpc.ec2_backend
            side.vpc_pcxs.pop(vpc_pcx_id, None)
            side.tags.pop(vpc_pcx_id, None)
        return connection
