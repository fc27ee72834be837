"""ElastiCache: parameter groups, user groups, and replication groups that keep what they were given, in global datastores too.

https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ReplicationGroup.html
"""

from terrace_aws.services.elasticache import global_groups, models, replication, responses

__all__ = ["global_groups", "models", "replication", "responses"]
