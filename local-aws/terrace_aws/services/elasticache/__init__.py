"""ElastiCache: parameter groups, user groups, replication groups that keep all settings, and global datastores.

https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ReplicationGroup.html
"""

from terrace_aws.services.elasticache import global_groups, models, replication, responses

__all__ = ["global_groups", "models", "replication", "responses"]
