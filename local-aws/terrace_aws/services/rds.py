"""RDS: parameters as AWS describes them, the default certificate authority, Performance Insights, and read replicas that are
instances of their own.

https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBInstance.html
"""

from __future__ import annotations

import copy
import string
from typing import Any

from moto.core.responses import ActionResult
from moto.moto_api._internal import mock_random
from moto.rds.exceptions import DBParameterGroupNotFoundError, RDSClientError
from moto.rds.models import DBInstance, DBParameterGroup, RDSBackend
from moto.rds.responses import RDSResponse

from terrace_aws.extension import replaces

# https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html
DEFAULT_CERTIFICATE_AUTHORITY = "rds-ca-rsa2048-g1"

# A replica takes these from its own request, not from its source.
REPLICA_DEFAULTS: dict[str, Any] = {
    "backup_retention_period": 0,
    "ca_certificate_identifier": DEFAULT_CERTIFICATE_AUTHORITY,
    "deletion_protection": False,
    "enable_iam_database_authentication": False,
    "enable_performance_insights": False,
    "performance_insights_kms_key_id": None,
    "performance_insights_retention_period": None,
    "monitoring_interval": 0,
    "monitoring_role_arn": None,
    "multi_az": False,
}


@replaces(DBParameterGroup)
class ParameterGroup(DBParameterGroup):
    def update_parameters(self, new_parameters: Any) -> None:
        for parameter in new_parameters:
            described = {"Source": "user", "IsModifiable": True, "ApplyMethod": "immediate", **parameter}
            self.parameters[parameter["ParameterName"]].update(described)


@replaces(DBInstance)
class Instance(DBInstance):
    # Left out of a request, they are absent from the answer.
    enable_performance_insights = False
    performance_insights_kms_key_id: str | None = None
    performance_insights_retention_period: int | None = None
    database_insights_mode = "standard"
    network_type = "IPV4"

    def __init__(self, backend: RDSBackend, *args: Any, **kwargs: Any) -> None:
        super().__init__(backend, *args, **kwargs)
        self.dbi_resource_id = _new_resource_id()
        self._apply_insights(kwargs)

    @property
    def performance_insights_enabled(self) -> bool:
        return self.enable_performance_insights

    @property
    def enhanced_monitoring_resource_arn(self) -> str | None:
        if not self.monitoring_interval:
            return None
        return f"arn:aws:logs:{self.region}:{self.account_id}:log-group:RDSOSMetrics:log-stream:{self.dbi_resource_id}"

    def update(self, **db_kwargs: Any) -> None:  # type: ignore[override]
        super().update(**db_kwargs)
        self._apply_insights(db_kwargs)

    def _apply_insights(self, request: Any) -> None:
        for name in (
            "enable_performance_insights",
            "performance_insights_kms_key_id",
            "performance_insights_retention_period",
            "database_insights_mode",
        ):
            if request.get(name) is not None:
                setattr(self, name, request[name])
        if self.enable_performance_insights:
            self.performance_insights_retention_period = self.performance_insights_retention_period or 7
        else:
            self.performance_insights_kms_key_id = self.performance_insights_retention_period = None

    def default_db_parameter_group_details(self) -> tuple[str, str]:
        """PostgreSQL's families name the major version only, MySQL's and MariaDB's the first two numbers."""
        numbers = str(self.engine_version).split(".")
        family = self.engine.lower() + ".".join(numbers[: 1 if self.engine == "postgres" else 2])
        return family, f"default.{family}"

    def remove_replica(self, replica: DBInstance) -> None:
        for name in (replica.db_instance_identifier, replica.db_instance_arn):
            if name in self.replicas:
                self.replicas.remove(name)


@replaces(RDSBackend)
class Backend(RDSBackend):
    def create_db_instance(self, db_kwargs: dict[str, Any]) -> DBInstance:
        return super().create_db_instance({"ca_certificate_identifier": DEFAULT_CERTIFICATE_AUTHORITY, **db_kwargs})

    def create_db_instance_read_replica(self, db_kwargs: Any) -> DBInstance:
        primary: Any = self.find_db_from_id(db_kwargs["source_db_instance_identifier"])
        if not primary.backup_retention_period:
            raise RDSClientError(
                "InvalidDBInstanceState", "Automated backups are not enabled for this database instance."
            )
        replica: Any = copy.copy(primary)
        replica.backend = self  # first: subnet and parameter groups are looked up in its own region
        replica.dbi_resource_id = _new_resource_id()
        replica.availability_zone = f"{self.region_name}a"
        replica.tags = []
        replica.enabled_cloudwatch_logs_exports = list(db_kwargs.get("enable_cloudwatch_logs_exports") or [])
        for name, value in REPLICA_DEFAULTS.items():
            setattr(replica, name, value)
        if primary.region != self.region_name:
            replica.db_parameter_group_name = None
            replica.option_group_name = f"default:{replica.engine}-{str(replica.engine_version).split('.')[0]}"
        replica.update(**db_kwargs)
        replica.set_as_replica()
        self.databases[replica.db_instance_identifier] = replica
        primary.add_replica(replica)
        replica.add_event("DB_INSTANCE_CREATE")
        return replica  # type: ignore[no-any-return]

    def delete_db_instance(self, db_instance_identifier: str, *args: Any, **kwargs: Any) -> DBInstance:
        database = self.databases.get(db_instance_identifier)
        for name in database.replicas if database else []:
            # Without its source a replica is on its own.
            replica = self.find_db_from_id(name)
            replica.is_replica, replica.source_db_instance_identifier = False, None
        return super().delete_db_instance(db_instance_identifier, *args, **kwargs)


@replaces(RDSResponse)
class Responses(RDSResponse):
    def describe_db_parameters(self) -> ActionResult:
        group = self._parameter_group()
        source = self.params.get("Source")
        parameters = [parameter for parameter in group.parameters.values() if source in (None, parameter["Source"])]
        return ActionResult({"Parameters": parameters})

    def reset_db_parameter_group(self) -> ActionResult:
        group = self._parameter_group()
        named = [parameter["ParameterName"] for parameter in self.params.get("Parameters", [])]
        for name in list(group.parameters) if self.params.get("ResetAllParameters") else named:
            group.parameters.pop(name, None)
        return ActionResult({"DBParameterGroupName": group.name})

    def _parameter_group(self) -> DBParameterGroup:
        name = self.params["DBParameterGroupName"]
        groups = self.backend.describe_db_parameter_groups({"db_parameter_group_name": name})
        if not groups:
            raise DBParameterGroupNotFoundError(name)
        return groups[0]


def _new_resource_id() -> str:
    alphabet = string.ascii_uppercase + string.digits
    return "db-" + "".join(mock_random.choice(alphabet) for _ in range(26))
