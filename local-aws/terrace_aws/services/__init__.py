"""The additions to moto, one file per AWS service. Importing this package installs them."""

from __future__ import annotations

from importlib import import_module

ADDITIONS = [
    "acm",
    "amp",
    "applicationautoscaling",
    "athena",
    "backup",
    "chatbot",
    "cloudfront",
    "cloudwatch",
    "dynamodb",
    "ec2",
    "ecs",
    "elasticache",
    "elbv2",
    "grafana",
    "kms",
    "logs",
    "rds",
    "route53",
    "s3",
    "secretsmanager",
    "sns",
    "sqs",
]

for _addition in ADDITIONS:
    import_module(f"{__name__}.{_addition}")
