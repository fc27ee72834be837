"""CloudWatch Logs: saved queries, and the class of a log group.

https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutQueryDefinition.html
"""

from __future__ import annotations

import json
from typing import Any

from moto.core.utils import unix_time_millis
from moto.logs.exceptions import ResourceNotFoundException
from moto.logs.models import LogGroup, LogsBackend
from moto.logs.responses import LogsResponse
from moto.moto_api._internal import mock_random

from terrace_aws.extension import replaces


@replaces(LogGroup)
class ClassedLogGroup(LogGroup):
    log_group_class = "STANDARD"

    def to_describe_dict(self) -> dict[str, Any]:
        return {**super().to_describe_dict(), "logGroupClass": self.log_group_class}


@replaces(LogsBackend)
class Backend(LogsBackend):
    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        self.query_definitions: dict[str, dict[str, Any]] = {}

    def put_query_definition(self, definition_id: str | None, definition: dict[str, Any]) -> str:
        if definition_id is None:
            definition_id = str(mock_random.uuid4())
        elif definition_id not in self.query_definitions:
            raise _no_such_query()
        self.query_definitions[definition_id] = {
            **definition,
            "queryDefinitionId": definition_id,
            "lastModified": int(unix_time_millis()),
        }
        return definition_id

    def delete_query_definition(self, definition_id: str) -> None:
        if self.query_definitions.pop(definition_id, None) is None:
            raise _no_such_query()


@replaces(LogsResponse)
class Responses(LogsResponse):
    @property
    def _backend(self) -> Backend:
        backend: Any = self.logs_backend
        return backend  # type: ignore[no-any-return]

    def create_log_group(self) -> str:
        answer = super().create_log_group()
        group: Any = self._backend.groups[self._get_param("logGroupName")]
        group.log_group_class = self._get_param("logGroupClass", ClassedLogGroup.log_group_class)
        return answer

    def put_query_definition(self) -> str:
        definition = {
            "name": self._get_param("name"),
            "queryString": self._get_param("queryString"),
            "queryLanguage": self._get_param("queryLanguage", "CWLI"),
            "logGroupNames": self._get_param("logGroupNames", []),
        }
        return json.dumps(
            {"queryDefinitionId": self._backend.put_query_definition(self._get_param("queryDefinitionId"), definition)}
        )

    def describe_query_definitions(self) -> str:
        prefix = self._get_param("queryDefinitionNamePrefix", "")
        found = [item for item in self._backend.query_definitions.values() if item["name"].startswith(prefix)]
        return json.dumps({"queryDefinitions": found})

    def delete_query_definition(self) -> str:
        self._backend.delete_query_definition(self._get_param("queryDefinitionId"))
        return json.dumps({"success": True})


def _no_such_query() -> ResourceNotFoundException:
    return ResourceNotFoundException("The specified query definition does not exist.")
