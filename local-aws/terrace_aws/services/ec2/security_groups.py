"""Security group rules keep their description for every type of peer."""

from __future__ import annotations

from typing import Any

from moto.ec2.models import EC2Backend
from moto.ec2.models.security_groups import SecurityGroupRule

from terrace_aws.extension import replaces


@replaces(SecurityGroupRule)
class Rule(SecurityGroupRule):
    """Keeps the description. Moto drops it if the peer is a security group or a prefix list."""

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
        # The description is not part of a rule's identity.
        self.source_group = {key: value for key, value in self.source_group.items() if key != "Description"}

    @property
    def description(self) -> str | None:
        return self.ip_range.get("Description", self.peer_description)


class SecurityGroups(EC2Backend):
    def modify_security_group_rules(self, group_id: str, rules: dict[str, dict[str, Any]]) -> None:
        super().modify_security_group_rules(group_id, rules)
        group: Any = self.get_security_group_by_name_or_id(group_id)
        for rule_id in rules:
            rule: Any = group.get_rule(rule_id)
            if "CidrIp" not in rule.ip_range and "CidrIpv6" not in rule.ip_range:
                rule.peer_description = rule.ip_range.pop("Description", rule.peer_description)
