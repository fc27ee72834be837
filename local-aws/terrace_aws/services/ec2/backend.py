"""EC2 in one region: flow logs with a bucket prefix and a file format; deletion of NAT gateways.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateFlowLogs.html
"""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult
from moto.ec2.exceptions import FlowLogAlreadyExists
from moto.ec2.models import EC2Backend
from moto.ec2.models.nat_gateways import NatGateway
from moto.ec2.responses import EC2Response

from terrace_aws.extension import replaces
from terrace_aws.services.ec2.peering import Peerings
from terrace_aws.services.ec2.security_groups import SecurityGroups
from terrace_aws.services.ec2.transit_gateways import TransitGatewayResponses, TransitGateways


@replaces(EC2Backend)
class Backend(Peerings, TransitGateways, SecurityGroups, EC2Backend):
    def create_flow_logs(self, *args: Any, **kwargs: Any) -> Any:
        destination = kwargs.get("log_destination") or ""
        if kwargs.get("log_destination_type") != "s3":
            return super().create_flow_logs(*args, **kwargs)
        for existing in self.describe_flow_logs():
            if existing.resource_id in kwargs["resource_ids"] and existing.log_destination == destination:
                raise FlowLogAlreadyExists
        kwargs["log_destination"] = destination.split("/")[0]  # moto searches a bucket with this name
        flow_logs, failed = super().create_flow_logs(*args, **kwargs)
        for flow_log in flow_logs:
            flow_log.log_destination = destination
        return flow_logs, failed

    def delete_nat_gateway(self, nat_gateway_id: str) -> NatGateway:
        """Also deletes the network interface, which moto keeps in the subnet."""
        gateway = super().delete_nat_gateway(nat_gateway_id)
        interface: Any = gateway._eni
        for address in self.addresses:
            if address.eni is interface:
                address.eni = address.association_id = None
        self.enis.pop(interface.id, None)
        return gateway


@replaces(EC2Response)
class Responses(TransitGatewayResponses, EC2Response):
    def create_flow_logs(self) -> ActionResult:
        answer = super().create_flow_logs()
        result: Any = answer.result
        for flow_log_id in result["FlowLogIds"]:
            flow_log: Any = self.ec2_backend.flow_logs[flow_log_id]
            flow_log.destination_options = self._get_param("DestinationOptions")
        return answer
