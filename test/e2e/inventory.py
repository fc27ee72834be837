"""Prints all resources of an AWS account in some regions, and the value of every secret, as JSON: {"resources": [...], "secrets": {...}}.

Example: AWS_ENDPOINT_URL=http://127.0.0.1:4566 python test/e2e/inventory.py us-east-1 eu-west-1
"""

from __future__ import annotations

import json
import sys
from typing import Any

import boto3
from botocore.config import Config

# List operations: service, operation, arguments, path of the list in the response, name attribute of an item.
REGIONAL: list[tuple[str, str, dict[str, Any], str, str]] = [
    ("acm", "list_certificates", {}, "CertificateSummaryList", "CertificateArn"),
    ("amp", "list_workspaces", {}, "workspaces", "workspaceId"),
    ("athena", "list_work_groups", {}, "WorkGroups", "Name"),
    ("backup", "list_backup_vaults", {}, "BackupVaultList", "BackupVaultName"),
    ("backup", "list_backup_plans", {}, "BackupPlansList", "BackupPlanId"),
    ("cloudwatch", "describe_alarms", {"AlarmTypes": ["MetricAlarm"]}, "MetricAlarms", "AlarmName"),
    ("cloudwatch", "describe_alarms", {"AlarmTypes": ["CompositeAlarm"]}, "CompositeAlarms", "AlarmName"),
    ("cloudwatch", "list_dashboards", {}, "DashboardEntries", "DashboardName"),
    ("dynamodb", "list_tables", {}, "TableNames", ""),
    ("ec2", "describe_vpcs", {}, "Vpcs", "VpcId"),
    ("ec2", "describe_subnets", {}, "Subnets", "SubnetId"),
    ("ec2", "describe_route_tables", {}, "RouteTables", "RouteTableId"),
    ("ec2", "describe_internet_gateways", {}, "InternetGateways", "InternetGatewayId"),
    ("ec2", "describe_nat_gateways", {"Filter": [{"Name": "state", "Values": ["pending", "available"]}]}, "NatGateways", "NatGatewayId"),
    ("ec2", "describe_addresses", {}, "Addresses", "AllocationId"),
    ("ec2", "describe_security_groups", {}, "SecurityGroups", "GroupId"),
    ("ec2", "describe_security_group_rules", {}, "SecurityGroupRules", "SecurityGroupRuleId"),
    ("ec2", "describe_vpc_endpoints", {}, "VpcEndpoints", "VpcEndpointId"),
    ("ec2", "describe_vpc_peering_connections", {}, "VpcPeeringConnections", "VpcPeeringConnectionId"),
    ("ec2", "describe_transit_gateways", {}, "TransitGateways", "TransitGatewayId"),
    ("ec2", "describe_transit_gateway_attachments", {}, "TransitGatewayAttachments", "TransitGatewayAttachmentId"),
    ("ec2", "describe_transit_gateway_route_tables", {}, "TransitGatewayRouteTables", "TransitGatewayRouteTableId"),
    ("ec2", "describe_network_interfaces", {}, "NetworkInterfaces", "NetworkInterfaceId"),
    ("ec2", "describe_flow_logs", {}, "FlowLogs", "FlowLogId"),
    ("ec2", "describe_managed_prefix_lists", {}, "PrefixLists", "PrefixListId"),
    ("ecr", "describe_repositories", {}, "repositories", "repositoryName"),
    ("ecs", "list_task_definitions", {"status": "ACTIVE"}, "taskDefinitionArns", ""),
    ("elasticache", "describe_replication_groups", {}, "ReplicationGroups", "ReplicationGroupId"),
    ("elasticache", "describe_global_replication_groups", {}, "GlobalReplicationGroups", "GlobalReplicationGroupId"),
    ("elasticache", "describe_cache_clusters", {}, "CacheClusters", "CacheClusterId"),
    ("elasticache", "describe_cache_subnet_groups", {}, "CacheSubnetGroups", "CacheSubnetGroupName"),
    ("elasticache", "describe_cache_parameter_groups", {}, "CacheParameterGroups", "CacheParameterGroupName"),
    ("elasticache", "describe_users", {}, "Users", "UserId"),
    ("elasticache", "describe_user_groups", {}, "UserGroups", "UserGroupId"),
    ("elbv2", "describe_load_balancers", {}, "LoadBalancers", "LoadBalancerArn"),
    ("elbv2", "describe_target_groups", {}, "TargetGroups", "TargetGroupArn"),
    ("events", "list_rules", {}, "Rules", "Name"),
    ("glue", "get_databases", {}, "DatabaseList", "Name"),
    ("grafana", "list_workspaces", {}, "workspaces", "id"),
    ("kms", "list_aliases", {}, "Aliases", "AliasName"),
    ("logs", "describe_log_groups", {}, "logGroups", "logGroupName"),
    ("logs", "describe_deliveries", {}, "deliveries", "id"),
    ("logs", "describe_metric_filters", {}, "metricFilters", "filterName"),
    ("logs", "describe_resource_policies", {}, "resourcePolicies", "policyName"),
    ("logs", "describe_query_definitions", {}, "queryDefinitions", "name"),
    ("rds", "describe_db_instances", {}, "DBInstances", "DBInstanceIdentifier"),
    ("rds", "describe_db_clusters", {}, "DBClusters", "DBClusterIdentifier"),
    ("rds", "describe_db_subnet_groups", {}, "DBSubnetGroups", "DBSubnetGroupName"),
    ("rds", "describe_db_parameter_groups", {}, "DBParameterGroups", "DBParameterGroupName"),
    ("rds", "describe_db_snapshots", {"SnapshotType": "manual"}, "DBSnapshots", "DBSnapshotIdentifier"),
    ("secretsmanager", "list_secrets", {}, "SecretList", "Name"),
    ("sns", "list_topics", {}, "Topics", "TopicArn"),
    ("sqs", "list_queues", {}, "QueueUrls", ""),
    ("ssm", "describe_parameters", {}, "Parameters", "Name"),
    ("wafv2", "list_web_acls", {"Scope": "REGIONAL"}, "WebACLs", "Name"),
]

GLOBAL: list[tuple[str, str, dict[str, Any], str, str]] = [
    ("chatbot", "describe_slack_channel_configurations", {}, "SlackChannelConfigurations", "ConfigurationName"),
    ("cloudfront", "list_distributions", {}, "DistributionList.Items", "Id"),
    ("cloudfront", "list_functions", {}, "FunctionList.Items", "Name"),
    ("cloudfront", "list_origin_access_controls", {}, "OriginAccessControlList.Items", "Id"),
    ("iam", "list_roles", {}, "Roles", "RoleName"),
    ("iam", "list_policies", {"Scope": "Local"}, "Policies", "Arn"),
    ("iam", "list_open_id_connect_providers", {}, "OpenIDConnectProviderList", "Arn"),
    ("iam", "list_instance_profiles", {}, "InstanceProfiles", "InstanceProfileName"),
    ("route53", "list_hosted_zones", {}, "HostedZones", "Id"),
    ("route53", "list_health_checks", {}, "HealthChecks", "Id"),
    ("s3", "list_buckets", {}, "Buckets", "Name"),
    ("wafv2", "list_web_acls", {"Scope": "CLOUDFRONT"}, "WebACLs", "Name"),
]

SCALABLE = ["ecs", "dynamodb", "rds"]


def client(service: str, region: str) -> Any:
    return boto3.client(service, region_name=region, config=Config(retries={"max_attempts": 1}))


def listed(service: str, region: str, operation: str, arguments: dict[str, Any], place: str, name: str) -> list[str]:
    caller = client(service, region)
    pages = caller.get_paginator(operation).paginate(**arguments) if caller.can_paginate(operation) else [getattr(caller, operation)(**arguments)]
    items: list[str] = []
    for page in pages:
        found: Any = page
        for step in place.split("."):
            found = (found or {}).get(step)
        items += [item if not name else str(item[name]) for item in found or [] if not name or item.get("State") != "deleted"]
    return [f"{service} {region} {operation} {item}" for item in items]


def scalable_targets(region: str) -> list[str]:
    found: list[str] = []
    for namespace in SCALABLE:
        found += listed("application-autoscaling", region, "describe_scalable_targets", {"ServiceNamespace": namespace}, "ScalableTargets", "ResourceId")
        found += listed("application-autoscaling", region, "describe_scaling_policies", {"ServiceNamespace": namespace}, "ScalingPolicies", "PolicyName")
    return found


def live_clusters(region: str) -> list[str]:
    """A deleted cluster remains listed as inactive for a while, as on AWS."""
    ecs = client("ecs", region)
    found = ecs.describe_clusters(clusters=ecs.list_clusters()["clusterArns"])["clusters"]
    return [f"ecs {region} list_clusters {cluster['clusterName']}" for cluster in found if cluster["status"] != "INACTIVE"]


def live_keys(region: str) -> list[str]:
    """A deleted key has a waiting period of at least seven days, as on AWS."""
    kms = client("kms", region)
    keys = [kms.describe_key(KeyId=key["KeyId"])["KeyMetadata"] for key in kms.list_keys()["Keys"]]
    return [f"kms {region} list_keys {key['KeyId']}" for key in keys if key["KeyState"] != "PendingDeletion" and key["KeyManager"] == "CUSTOMER"]


def secrets(region: str) -> dict[str, str]:
    manager = client("secretsmanager", region)
    found = {}
    for page in manager.get_paginator("list_secrets").paginate():
        for secret in page["SecretList"]:
            found[f"{region} {secret['Name']}"] = manager.get_secret_value(SecretId=secret["ARN"]).get("SecretString", "")
    return found


def main(regions: list[str]) -> None:
    resources: list[str] = []
    values: dict[str, str] = {}
    for row in GLOBAL:
        resources += listed(row[0], "us-east-1", *row[1:])
    for region in regions:
        for row in REGIONAL:
            resources += listed(row[0], region, *row[1:])
        resources += scalable_targets(region) + live_clusters(region) + live_keys(region)
        values |= secrets(region)
    print(json.dumps({"resources": sorted(resources), "secrets": values}))


if __name__ == "__main__":
    main(sys.argv[1:])
