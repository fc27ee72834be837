"""EC2: what joins VPCs, within a region and across regions; flow logs; rules of security groups; nothing is left of a NAT gateway.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/
"""

from terrace_aws.services.ec2 import backend, security_groups

__all__ = ["backend", "security_groups"]
