"""AWS Backup: update and selections of a plan; notifications, access policy and tags of a vault.

https://docs.aws.amazon.com/aws-backup/latest/devguide/API_CreateBackupSelection.html
"""

from __future__ import annotations

import json
from typing import Any

from moto.backup.exceptions import AlreadyExistsException, InvalidRequestException, ResourceNotFoundException
from moto.backup.models import BackupBackend, Plan
from moto.backup.responses import BackupResponse
from moto.core.utils import unix_time
from moto.moto_api._internal import mock_random

from terrace_aws.extension import replaces


@replaces(BackupBackend)
class Backend(BackupBackend):
    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        self.selections: dict[str, dict[str, dict[str, Any]]] = {}
        self.vault_notifications: dict[str, dict[str, Any]] = {}
        self.vault_policies: dict[str, str] = {}

    def update_plan(self, plan_id: str, backup_plan: dict[str, Any]) -> Plan:
        plan = self.get_backup_plan(plan_id, None)
        newer = Plan(backup_plan, plan.creator_request_id, self)
        plan.backup_plan, plan.version_id = newer.backup_plan, newer.version_id
        plan.advanced_backup_settings = newer.advanced_backup_settings
        return plan

    def selections_of(self, plan_id: str) -> dict[str, dict[str, Any]]:
        if plan_id not in self.plans:
            raise ResourceNotFoundException(f"Failed reading Backup plan with provided Id: {plan_id}")
        return self.selections.setdefault(plan_id, {})

    def create_selection(
        self, plan_id: str, selection: dict[str, Any], creator_request_id: str | None
    ) -> dict[str, Any]:
        selections = self.selections_of(plan_id)
        if any(
            other["BackupSelection"]["SelectionName"] == selection["SelectionName"] for other in selections.values()
        ):
            raise AlreadyExistsException(
                f"Backup selection with the same name already exists: {selection['SelectionName']}"
            )
        selection_id = str(mock_random.uuid4())
        selections[selection_id] = {
            "BackupPlanId": plan_id,
            "SelectionId": selection_id,
            "CreationDate": unix_time(),
            "CreatorRequestId": creator_request_id,
            "BackupSelection": selection,
        }
        return selections[selection_id]

    def get_selection(self, plan_id: str, selection_id: str) -> dict[str, Any]:
        selection = self.selections_of(plan_id).get(selection_id)
        if selection is None:
            raise ResourceNotFoundException(f"Cannot find Backup selection with ID {selection_id}")
        return selection

    def delete_backup_plan(self, backup_plan_id: str) -> Any:
        if self.selections.get(backup_plan_id):
            raise InvalidRequestException(
                "Related backup plan selections must be deleted prior to backup plan deletion"
            )
        return super().delete_backup_plan(backup_plan_id)


@replaces(BackupResponse)
class Responses(BackupResponse):
    @property
    def _backend(self) -> Backend:
        backend: Any = self.backup_backend
        return backend  # type: ignore[no-any-return]

    @property
    def _plan_and_selection(self) -> tuple[str, str]:
        return self.uri_match["backupPlanId"], self.uri_match["selectionId"]

    def update_backup_plan(self) -> str:
        plan = self._backend.update_plan(self.uri_match["backupPlanId"], json.loads(self.body)["BackupPlan"])
        return json.dumps(plan.to_dict())

    def list_tags(self) -> str:
        return json.dumps({"Tags": self._backend.list_tags(self.uri_match["resourceArn"])})

    def create_backup_selection(self) -> str:
        request = json.loads(self.body)
        created = self._backend.create_selection(
            self.uri_match["backupPlanId"], request["BackupSelection"], request.get("CreatorRequestId")
        )
        return json.dumps({key: created[key] for key in ("SelectionId", "BackupPlanId", "CreationDate")})

    def get_backup_selection(self) -> str:
        return json.dumps(self._backend.get_selection(*self._plan_and_selection))

    def list_backup_selections(self) -> str:
        selections = self._backend.selections_of(self.uri_match["backupPlanId"]).values()
        return json.dumps({"BackupSelectionsList": [_summary(selection) for selection in selections]})

    def delete_backup_selection(self) -> str:
        plan_id, selection_id = self._plan_and_selection
        self._backend.get_selection(plan_id, selection_id)
        del self._backend.selections[plan_id][selection_id]
        return "{}"

    def list_recovery_points_by_backup_vault(self) -> str:
        self._backend.describe_backup_vault(self.uri_match["backupVaultName"])
        return json.dumps({"RecoveryPoints": []})  # no backup job ever runs

    def put_backup_vault_notifications(self) -> str:
        request = json.loads(self.body)
        vault = self._backend.describe_backup_vault(self.uri_match["backupVaultName"])
        self._backend.vault_notifications[vault.backup_vault_name] = {
            "BackupVaultName": vault.backup_vault_name,
            "BackupVaultArn": vault.backup_vault_arn,
            "SNSTopicArn": request["SNSTopicArn"],
            "BackupVaultEvents": request["BackupVaultEvents"],
        }
        return "{}"

    def get_backup_vault_notifications(self) -> str:
        name = self.uri_match["backupVaultName"]
        self._backend.describe_backup_vault(name)
        if name not in self._backend.vault_notifications:
            raise ResourceNotFoundException(f"Failed reading notifications from database for Backup vault {name}")
        return json.dumps(self._backend.vault_notifications[name])

    def delete_backup_vault_notifications(self) -> str:
        self._backend.vault_notifications.pop(self.uri_match["backupVaultName"], None)
        return "{}"

    def put_backup_vault_access_policy(self) -> str:
        vault = self._backend.describe_backup_vault(self.uri_match["backupVaultName"])
        self._backend.vault_policies[vault.backup_vault_name] = json.loads(self.body)["Policy"]
        return "{}"

    def get_backup_vault_access_policy(self) -> str:
        vault = self._backend.describe_backup_vault(self.uri_match["backupVaultName"])
        if vault.backup_vault_name not in self._backend.vault_policies:
            raise ResourceNotFoundException(f"Failed reading policy of Backup vault {vault.backup_vault_name}")
        policy = self._backend.vault_policies[vault.backup_vault_name]
        return json.dumps(
            {"BackupVaultName": vault.backup_vault_name, "BackupVaultArn": vault.backup_vault_arn, "Policy": policy}
        )

    def delete_backup_vault_access_policy(self) -> str:
        self._backend.vault_policies.pop(self.uri_match["backupVaultName"], None)
        return "{}"


def _summary(selection: dict[str, Any]) -> dict[str, Any]:
    details = selection["BackupSelection"]
    return {
        **{key: selection[key] for key in ("SelectionId", "BackupPlanId", "CreationDate", "CreatorRequestId")},
        "SelectionName": details["SelectionName"],
        "IamRoleArn": details["IamRoleArn"],
    }
