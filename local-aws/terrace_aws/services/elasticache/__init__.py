"""ElastiCache: parameter groups, user groups, and replication groups that keep what they were given.

https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ReplicationGroup.html
"""

from terrace_aws.services.elasticache import models, replication, responses

__all__ = ["models", "replication", "responses"]
