"""Models that moto's ElastiCache lacks: parameter groups, user groups and authentication modes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from moto.elasticache.exceptions import ElastiCacheException
from moto.elasticache.models import User

from terrace_aws.extension import replaces


class Fault(ElastiCacheException):
    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)


@dataclass
class ParameterGroup:
    cache_parameter_group_name: str
    cache_parameter_group_family: str
    description: str
    arn: str
    is_global: bool = False
    parameters: dict[str, str] = field(default_factory=dict)

    @property
    def cluster_enabled(self) -> bool:
        return (
            self.cache_parameter_group_name.endswith(".cluster.on") or self.parameters.get("cluster-enabled") == "yes"
        )


@dataclass
class UserGroup:
    user_group_id: str
    engine: str
    user_ids: list[str]
    arn: str
    status: str = "active"
    minimum_engine_version: str = "6.0"
    replication_groups: list[str] = field(default_factory=list)


@replaces(User)
class AuthenticatedUser(User):
    @property
    def authentication(self) -> dict[str, Any]:
        """AWS returns `no-password` for `no-password-required`, and a count only for passwords."""
        kind = (
            "no-password"
            if self.no_password_required or self.authentication_type == "no-password-required"
            else self.authentication_type
        )
        return {"Type": kind, "PasswordCount": len(self.passwords) or None}
