"""DynamoDB: replicas of a table in other regions (global tables, version 2019.11.21).

https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ReplicationGroupUpdate.html
"""

from __future__ import annotations

import copy
from typing import Any

from moto.core.responses import ActionResult
from moto.dynamodb.exceptions import MockValidationException
from moto.dynamodb.models import DynamoDBBackend, dynamodb_backends
from moto.dynamodb.models.table import Table
from moto.dynamodb.responses import DynamoHandler

from terrace_aws.extension import replaces


@replaces(Table)
class ReplicatedTable(Table):
    replicas: dict[str, dict[str, Any]] | None = None  # by region

    def describe(self, base_key: str = "TableDescription") -> dict[str, Any]:
        description: dict[str, Any] = super().describe(base_key)
        if self.replicas:
            description[base_key]["GlobalTableVersion"] = "2019.11.21"
            description[base_key]["Replicas"] = list(self.replicas.values())
        return description


@replaces(DynamoDBBackend)
class Backend(DynamoDBBackend):
    def update_replicas(self, name: str, updates: list[dict[str, Any]]) -> Table:
        table: Any = self.get_table(name)
        table.replicas = table.replicas if table.replicas is not None else {}
        for update in updates:
            (verb, wanted), *_ = update.items()
            region = wanted["RegionName"]
            peer: Any = dynamodb_backends[self.account_id][region]
            if verb == "Create":
                self._create_replica(table, region, peer)
            elif region not in table.replicas:
                raise MockValidationException(
                    f"Replica specified in the Replica Update or Replica Delete action of the request was not found: {region}"
                )
            if verb == "Delete":
                del table.replicas[region]
                del peer.tables[name]
                continue
            properties = {"RegionName": region, "ReplicaStatus": "ACTIVE", **wanted}
            table.replicas.setdefault(region, {}).update(properties)
            if "KMSMasterKeyId" in wanted:
                peer.tables[name].sse_specification = {
                    "Enabled": True,
                    "SSEType": "KMS",
                    "KMSMasterKeyId": wanted["KMSMasterKeyId"],
                }
        return table  # type: ignore[no-any-return]

    def _create_replica(self, table: Any, region: str, peer: Any) -> None:
        if region in table.replicas or table.name in peer.tables:
            raise MockValidationException(
                f"Failed to create a the new replica of table with name: '{table.name}' because one or more replicas already existed as tables."
            )
        if not table.latest_stream_label:
            raise MockValidationException(
                "Table must have DynamoDB Streams enabled, with a view type of NEW_AND_OLD_IMAGES, to have replicas."
            )
        replica = copy.copy(table)  # shares the items, so that both regions read each write
        replica.region_name = region
        replica.table_arn = table.table_arn.replace(f":{self.region_name}:", f":{region}:")
        replica.continuous_backups = copy.deepcopy(table.continuous_backups)
        replica.continuous_backups["PointInTimeRecoveryDescription"] = {"PointInTimeRecoveryStatus": "DISABLED"}
        replica.tags = []
        peer.tables[table.name] = replica


@replaces(DynamoHandler)
class Responses(DynamoHandler):
    def update_table(self) -> ActionResult:
        answer = super().update_table()
        if updates := self.body.get("ReplicaUpdates"):
            backend: Any = self.dynamodb_backend
            return ActionResult(backend.update_replicas(self.body["TableName"], updates).describe())
        return answer
