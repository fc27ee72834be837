"""RDS: parameters as AWS describes them, the default certificate authority, Performance Insights, and read replicas with their
own settings: in other regions, of replicas, renamed, promoted.

https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBInstance.html
"""

from __future__ import annotations

import copy
import string
from typing import Any

from moto.core.responses import ActionResult
from moto.moto_api._internal import mock_random
from moto.rds.exceptions import (
    DBInstanceAlreadyExists,
    DBParameterGroupNotFoundError,
    InvalidParameterCombination,
    RDSClientError,
)
from moto.rds.models import DBInstance, DBParameterGroup, RDSBackend, rds_backends
from moto.rds.responses import RDSResponse

from terrace_aws.extension import replaces

# https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html
DEFAULT_CERTIFICATE_AUTHORITY = "rds-ca-rsa2048-g1"

# A replica does not inherit these from its source.
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
    # Absent from the response if the request omits them.
    enable_performance_insights = False
    performance_insights_kms_key_id: str | None = None
    performance_insights_retention_period: int | None = None
    database_insights_mode = "standard"
    network_type = "IPV4"
    # The instance instead of its name, because the name can change.
    replication_source: Instance | None = None
    replication_terminated = False

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
        """PostgreSQL families contain only the major version, MySQL and MariaDB families the first two numbers."""
        numbers = str(self.engine_version).split(".")
        family = self.engine.lower() + ".".join(numbers[: 1 if self.engine == "postgres" else 2])
        return family, f"default.{family}"

    @property
    def replicas(self) -> list[str]:
        """Names of replicas in the same region, ARNs of replicas in other regions."""
        return [_name_seen_from(self, instance) for instance in self.replica_instances]

    @replicas.setter
    def replicas(self, names: list[str]) -> None:
        """Ignored: moto sets an empty list on each new instance."""

    @property
    def replica_instances(self) -> list[Instance]:
        regions: Any = rds_backends[self.account_id].values()
        instances = [instance for region in regions for instance in region.databases.values()]
        return [instance for instance in instances if getattr(instance, "replication_source", None) is self]

    @property
    def read_replica_source_db_instance_identifier(self) -> str | None:
        return _name_seen_from(self, self.replication_source) if self.replication_source else None

    @property
    def status_infos(self) -> list[dict[str, Any]]:
        if not self.replication_source:
            return []
        status = "terminated" if self.replication_terminated else "replicating"
        return [{"StatusType": "read replication", "Status": status, "Normal": not self.replication_terminated}]

    def replicate(self, source: Instance) -> None:
        self.set_as_replica()
        self.replication_source = source

    def stand_alone(self) -> None:
        self.is_replica, self.replication_source, self.replication_terminated = False, None, False


@replaces(RDSBackend)
class Backend(RDSBackend):
    def create_db_instance(self, db_kwargs: dict[str, Any]) -> DBInstance:
        return super().create_db_instance({"ca_certificate_identifier": DEFAULT_CERTIFICATE_AUTHORITY, **db_kwargs})

    def create_db_instance_read_replica(self, db_kwargs: Any) -> DBInstance:
        primary: Any = self.find_db_from_id(db_kwargs["source_db_instance_identifier"])
        self._check_replica(primary, db_kwargs)
        replica: Any = copy.copy(primary)
        replica.backend = self  # first, because subnet and parameter groups are read from this region
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
        replica.replicate(primary)
        self.databases[replica.db_instance_identifier] = replica
        replica.add_event("DB_INSTANCE_CREATE")
        return replica  # type: ignore[no-any-return]

    def _check_replica(self, source: Any, request: Any) -> None:
        if request["db_instance_identifier"] in self.databases:
            raise DBInstanceAlreadyExists
        if not source.backup_retention_period:
            raise RDSClientError(
                "InvalidDBInstanceState", "Automated backups are not enabled for this database instance."
            )
        if source.storage_encrypted and source.region != self.region_name and not request.get("kms_key_id"):
            raise InvalidParameterCombination(
                "An encrypted read replica in another AWS Region needs a KMS key of its own Region."
            )

    def promote_read_replica(self, db_kwargs: dict[str, Any]) -> DBInstance:
        replica: Any = self.describe_db_instances(db_kwargs["db_instance_identifier"])[0]
        if not replica.is_replica:
            raise RDSClientError("InvalidDBInstanceState", "DB Instance is not a read replica.")
        promoted: Any = super().promote_read_replica(db_kwargs)
        promoted.stand_alone()
        promoted.backup_retention_period = promoted.backup_retention_period or 1
        return promoted  # type: ignore[no-any-return]

    def modify_db_instance(self, db_instance_identifier: str, db_kwargs: dict[str, Any]) -> DBInstance:
        """A renamed instance keeps its source and its replicas."""
        new_name = db_kwargs.get("new_db_instance_identifier")
        if new_name and new_name in self.databases:
            raise DBInstanceAlreadyExists
        return super().modify_db_instance(db_instance_identifier, db_kwargs)

    def delete_db_instance(
        self, db_instance_identifier: str, final_db_snapshot_identifier: str | None = None, *args: Any, **kwargs: Any
    ) -> DBInstance:
        instance: Any = self.databases.get(db_instance_identifier)
        if instance and instance.is_replica and final_db_snapshot_identifier:
            raise InvalidParameterCombination(
                "FinalDBSnapshotIdentifier can not be specified when deleting a replica instance"
            )
        is_replica = bool(instance and instance.is_replica)
        if instance:
            instance.is_replica = False  # otherwise moto searches the source by a name that may have changed
        try:
            deleted = super().delete_db_instance(db_instance_identifier, final_db_snapshot_identifier, *args, **kwargs)
        finally:
            if instance:
                instance.is_replica = is_replica
        for replica in instance.replica_instances if isinstance(instance, Instance) else []:
            # https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.html
            if replica.region == self.region_name:
                replica.stand_alone()
            else:
                replica.replication_terminated = True
        return deleted


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


def _name_seen_from(instance: Instance, other: Instance) -> str:
    return other.db_instance_identifier if other.region == instance.region else other.db_instance_arn
