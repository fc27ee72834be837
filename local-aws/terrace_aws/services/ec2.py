"""EC2: flow logs below a prefix of an S3 bucket, in a format of choice; nothing is left of a NAT gateway; rules of security
groups keep their description whatever their peer is.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateFlowLogs.html
"""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult
from moto.ec2.exceptions import FlowLogAlreadyExists
from moto.ec2.models import EC2Backend
from moto.ec2.models.nat_gateways import NatGateway
from moto.ec2.models.security_groups import SecurityGroupRule
from moto.ec2.responses import EC2Response

from terrace_aws.extension import replaces


@replaces(SecurityGroupRule)
class Rule(SecurityGroupRule):
    """Moto keeps the description of a rule whose peer is an address range, and loses that of a group or a prefix list."""

    def __init__(
        self,
        ec2_backend: Any,
        ip_protocol: str,
        group_id: str,
        from_port: str | None,
        to_port: str | None,
        ip_range: dict[str, str] | None,
        source_group: dict[str, str] | None = None,
        prefix_list_id: dict[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        peers = (ip_range, source_group, prefix_list_id)
        super().__init__(ec2_backend, ip_protocol, group_id, from_port, to_port, *peers, **kwargs)
        self.peer_description = (source_group or prefix_list_id or {}).get("Description")
        # Two rules are one rule whatever their descriptions are.
        self.source_group = {key: value for key, value in self.source_group.items() if key != "Description"}

    @property
    def description(self) -> str | None:
        return self.ip_range.get("Description", self.peer_description)


@replaces(EC2Backend)
class Backend(EC2Backend):
    def modify_security_group_rules(self, group_id: str, rules: dict[str, dict[str, Any]]) -> None:
        super().modify_security_group_rules(group_id, rules)
        group: Any = self.get_security_group_by_name_or_id(group_id)
        for rule_id in rules:
            rule: Any = group.get_rule(rule_id)
            if "CidrIp" not in rule.ip_range and "CidrIpv6" not in rule.ip_range:
                rule.peer_description = rule.ip_range.pop("Description", rule.peer_description)

    def create_flow_logs(self, *args: Any, **kwargs: Any) -> Any:
        destination = kwargs.get("log_destination") or ""
        if kwargs.get("log_destination_type") != "s3":
            return super().create_flow_logs(*args, **kwargs)
        for existing in self.describe_flow_logs():
            if existing.resource_id in kwargs["resource_ids"] and existing.log_destination == destination:
                raise FlowLogAlreadyExists
        kwargs["log_destination"] = destination.split("/")[0]  # moto looks for a bucket of this name
        flow_logs, failed = super().create_flow_logs(*args, **kwargs)
        for flow_log in flow_logs:
            flow_log.log_destination = destination
        return flow_logs, failed

    def delete_nat_gateway(self, nat_gateway_id: str) -> NatGateway:
        """Its network interface goes with it; moto leaves it in the subnet."""
        gateway = super().delete_nat_gateway(nat_gateway_id)
        interface: Any = gateway._eni
        for address in self.addresses:
            if address.eni is interface:
                address.eni = address.association_id = None
        self.enis.pop(interface.id, None)
        return gateway


@replaces(EC2Response)
class Responses(EC2Response):
    def create_flow_logs(self) -> ActionResult:
        answer = super().create_flow_logs()
        result: Any = answer.result
        for flow_log_id in result["FlowLogIds"]:
            flow_log: Any = self.ec2_backend.flow_logs[flow_log_id]
            flow_log.destination_options = self._get_param("DestinationOptions")
        return answer
