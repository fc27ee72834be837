"""Elastic Load Balancing: ARNs by type of load balancer, Elastic IPs and PrivateLink rules of a network load balancer,
deletion protection.

https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancer.html
"""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult
from moto.elbv2.exceptions import ELBClientError
from moto.elbv2.models import ELBv2Backend, FakeLoadBalancer
from moto.elbv2.responses import ELBV2Response

from terrace_aws.extension import replaces

# https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html
KIND_IN_ARN = {"application": "app", "network": "net", "gateway": "gwy"}


@replaces(FakeLoadBalancer)
class LoadBalancer(FakeLoadBalancer):
    subnet_mappings: list[dict[str, str]] = []
    private_link_rules: str | None = None

    @property
    def enforce_security_group_inbound_rules_on_private_link_traffic(self) -> str | None:
        return (self.private_link_rules or "on") if self.type == "network" and self.security_groups else None

    @property
    def availability_zones(self) -> Any:
        allocations = {mapping["SubnetId"]: mapping for mapping in self.subnet_mappings}
        zones: Any = super().availability_zones
        for zone in zones:
            mapping = allocations.get(zone.subnet_id, {})
            address = {
                "AllocationId": mapping.get("AllocationId"),
                "PrivateIPv4Address": mapping.get("PrivateIPv4Address"),
            }
            zone.load_balancer_addresses = [address] if any(address.values()) else []
        return zones


@replaces(ELBv2Backend)
class Backend(ELBv2Backend):
    def create_load_balancer(self, *args: Any, **kwargs: Any) -> FakeLoadBalancer:
        tags = kwargs.pop("tags", None)
        balancer: Any = super().create_load_balancer(*args, **kwargs)
        balancer.subnet_mappings = kwargs.get("subnet_mappings") or []
        # Listeners and rules derive their ARNs from this one.
        del self.load_balancers[balancer.arn]
        balancer.arn = balancer.arn.replace(":loadbalancer/app/", f":loadbalancer/{KIND_IN_ARN[balancer.type]}/")
        self.load_balancers[balancer.arn] = balancer
        self.tagging_service.tag_resource(balancer.arn, tags)
        return balancer  # type: ignore[no-any-return]

    def delete_load_balancer(self, arn: str) -> None:
        balancer = self.load_balancers.get(arn)
        if balancer and balancer.attrs.get("deletion_protection.enabled") == "true":
            raise ELBClientError(
                "OperationNotPermitted",
                f"Load balancer '{arn}' cannot be deleted because deletion protection is enabled",
            )
        super().delete_load_balancer(arn)


@replaces(ELBV2Response)
class Responses(ELBV2Response):
    def set_security_groups(self) -> ActionResult:
        answer = super().set_security_groups()
        wanted = self._get_param("EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic")
        if wanted:
            balancer: Any = self.elbv2_backend.load_balancers[self._get_param("LoadBalancerArn")]
            balancer.private_link_rules = wanted
        return answer
