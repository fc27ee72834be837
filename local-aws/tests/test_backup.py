from __future__ import annotations

from typing import Any

import pytest
from conftest import Connect, error_of

SELECTION: dict[str, Any] = {
    "SelectionName": "daily",
    "IamRoleArn": "arn:aws:iam::123456789012:role/backup",
    "Resources": ["arn:aws:dynamodb:us-east-1:123456789012:table/t"],
    "ListOfTags": [{"ConditionType": "STRINGEQUALS", "ConditionKey": "Backup", "ConditionValue": "daily"}],
}


@pytest.fixture
def backup(connect: Connect) -> Any:
    return connect("backup")


def test_selection_lifecycle(backup: Any) -> None:
    rule = {"RuleName": "daily", "TargetBackupVaultName": "v"}
    plan = backup.create_backup_plan(BackupPlan={"BackupPlanName": "p", "Rules": [rule]})["BackupPlanId"]
    created = backup.create_backup_selection(BackupPlanId=plan, BackupSelection=SELECTION)
    selection = {"BackupPlanId": plan, "SelectionId": created["SelectionId"]}
    assert backup.get_backup_selection(**selection)["BackupSelection"] == SELECTION
    (listed,) = backup.list_backup_selections(BackupPlanId=plan)["BackupSelectionsList"]
    assert (listed["SelectionId"], listed["SelectionName"]) == (created["SelectionId"], "daily")
    assert (
        error_of(backup.create_backup_selection, BackupPlanId=plan, BackupSelection=SELECTION)[0]
        == "AlreadyExistsException"
    )
    assert error_of(backup.delete_backup_plan, BackupPlanId=plan)[0] == "InvalidRequestException"

    backup.delete_backup_selection(**selection)
    assert error_of(backup.get_backup_selection, **selection)[0] == "ResourceNotFoundException"
    backup.delete_backup_plan(BackupPlanId=plan)
    assert error_of(backup.list_backup_selections, BackupPlanId="none")[0] == "ResourceNotFoundException"


def test_vault_notifications_lifecycle(backup: Any) -> None:
    backup.create_backup_vault(BackupVaultName="notified")
    name = {"BackupVaultName": "notified"}
    assert error_of(backup.get_backup_vault_notifications, **name)[0] == "ResourceNotFoundException"
    for events in (["BACKUP_JOB_FAILED"], ["BACKUP_JOB_FAILED", "COPY_JOB_FAILED"]):
        backup.put_backup_vault_notifications(
            **name, SNSTopicArn="arn:aws:sns:us-east-1:123456789012:t", BackupVaultEvents=events
        )
        read = backup.get_backup_vault_notifications(**name)
        assert (read["SNSTopicArn"], read["BackupVaultEvents"]) == ("arn:aws:sns:us-east-1:123456789012:t", events)
    backup.delete_backup_vault_notifications(**name)
    assert error_of(backup.get_backup_vault_notifications, **name)[0] == "ResourceNotFoundException"


def test_vault_access_policy_lifecycle(backup: Any) -> None:
    backup.create_backup_vault(BackupVaultName="guarded")
    name = {"BackupVaultName": "guarded"}
    assert error_of(backup.get_backup_vault_access_policy, **name)[0] == "ResourceNotFoundException"
    for policy in ('{"Version":"2012-10-17","Statement":[]}', '{"Version": "2012-10-17", "Statement": []}'):
        backup.put_backup_vault_access_policy(**name, Policy=policy)
        assert backup.get_backup_vault_access_policy(**name)["Policy"] == policy
    backup.delete_backup_vault_access_policy(**name)
    assert error_of(backup.get_backup_vault_access_policy, **name)[0] == "ResourceNotFoundException"


def test_vault_tags_are_listed(backup: Any) -> None:
    arn = backup.create_backup_vault(BackupVaultName="tagged", BackupVaultTags={"a": "1"})["BackupVaultArn"]
    assert backup.list_tags(ResourceArn=arn)["Tags"] == {"a": "1"}


def test_vault_has_no_recovery_points(backup: Any) -> None:
    backup.create_backup_vault(BackupVaultName="empty")
    assert backup.list_recovery_points_by_backup_vault(BackupVaultName="empty")["RecoveryPoints"] == []
    assert (
        error_of(backup.list_recovery_points_by_backup_vault, BackupVaultName="none")[0] == "ResourceNotFoundException"
    )


def test_plan_is_updated(backup: Any) -> None:
    def plan(days: int) -> dict[str, Any]:
        rule = {"RuleName": "daily", "TargetBackupVaultName": "v", "Lifecycle": {"DeleteAfterDays": days}}
        return {"BackupPlanName": "updated", "Rules": [rule]}

    created = backup.create_backup_plan(BackupPlan=plan(35))
    updated = backup.update_backup_plan(BackupPlanId=created["BackupPlanId"], BackupPlan=plan(40))
    assert updated["VersionId"] != created["VersionId"]
    read = backup.get_backup_plan(BackupPlanId=created["BackupPlanId"])
    assert read["BackupPlan"]["Rules"][0]["Lifecycle"]["DeleteAfterDays"] == 40
    assert (
        error_of(backup.update_backup_plan, BackupPlanId="none", BackupPlan=plan(1))[0] == "ResourceNotFoundException"
    )
