"""Athena: update and deletion of work groups and named queries, and errors for missing or non-empty resources.

https://docs.aws.amazon.com/athena/latest/APIReference/API_UpdateWorkGroup.html
https://docs.aws.amazon.com/athena/latest/APIReference/API_DeleteWorkGroup.html
"""

from __future__ import annotations

from typing import Any

from moto.athena.models import AthenaBackend, NamedQuery, WorkGroup
from moto.athena.responses import AthenaResponse
from moto.core.exceptions import JsonRESTError

from terrace_aws.extension import replaces

AUTOMATIC = "AUTO"
NEWEST_ENGINE = "Athena engine version 3"


class InvalidRequestException(JsonRESTError):
    code = 400

    def __init__(self, message: str):
        super().__init__("InvalidRequestException", message)


@replaces(WorkGroup)
class ChangeableWorkGroup(WorkGroup):
    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._settle_engine()

    def update(self, written: dict[str, Any]) -> None:
        self.description = written.get("Description", self.description)
        self.state = written.get("State", self.state)
        _merge(self.configuration, written.get("ConfigurationUpdates", {}))
        self._settle_engine()

    def _settle_engine(self) -> None:
        selected = self.configuration["EngineVersion"].get("SelectedEngineVersion", AUTOMATIC)
        self.configuration["EngineVersion"] = {
            "SelectedEngineVersion": selected,
            "EffectiveEngineVersion": NEWEST_ENGINE if selected == AUTOMATIC else selected,
        }


def _merge(present: dict[str, Any], updates: dict[str, Any]) -> None:
    """`Remove<Name>` removes a value, `<Name>Updates` merges into it, and any other key replaces it."""
    for name, value in updates.items():
        if name.startswith("Remove"):
            if value:
                present.pop(name.removeprefix("Remove"), None)
        elif name.endswith("Updates"):
            _merge(present.setdefault(name.removesuffix("Updates"), {}), value)
        else:
            present[name] = value


@replaces(AthenaBackend)
class Backend(AthenaBackend):
    def work_group(self, name: str) -> Any:
        if name not in self.work_groups:
            raise InvalidRequestException(f"WorkGroup {name} is not found.")
        return self.work_groups[name]

    def named_query(self, query_id: str) -> NamedQuery:
        if query_id not in self.named_queries:
            raise InvalidRequestException(f"QueryId {query_id} does not exist.")
        return self.named_queries[query_id]

    def delete_work_group_with(self, name: str, contents: bool) -> None:
        work_group = self.work_group(name)
        queries = [query.id for query in self.named_queries.values() if query.workgroup is work_group]
        if queries and not contents:
            raise InvalidRequestException(f"WorkGroup {name} is not empty")
        for query_id in queries:
            del self.named_queries[query_id]
        self.delete_work_group(name)


@replaces(AthenaResponse)
class Responses(AthenaResponse):
    @property
    def _backend(self) -> Backend:
        backend: Any = self.athena_backend
        return backend  # type: ignore[no-any-return]

    def get_work_group(self) -> str:
        self._backend.work_group(self._get_param("WorkGroup"))
        return super().get_work_group()

    def update_work_group(self) -> str:
        written = {name: self._get_param(name) for name in ("Description", "State", "ConfigurationUpdates")}
        self._backend.work_group(self._get_param("WorkGroup")).update(
            {name: value for name, value in written.items() if value is not None}
        )
        return "{}"

    def delete_work_group(self) -> str:
        self._backend.delete_work_group_with(
            self._get_param("WorkGroup"), contents=bool(self._get_param("RecursiveDeleteOption"))
        )
        return "{}"

    def get_named_query(self) -> str:
        self._backend.named_query(self._get_param("NamedQueryId"))
        return super().get_named_query()

    def update_named_query(self) -> str:
        query = self._backend.named_query(self._get_param("NamedQueryId"))
        query.name, query.query_string = self._get_param("Name"), self._get_param("QueryString")
        query.description = self._get_param("Description", query.description)
        return "{}"

    def delete_named_query(self) -> str:
        del self._backend.named_queries[self._backend.named_query(self._get_param("NamedQueryId")).id]
        return "{}"
