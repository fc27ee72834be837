"""EC2: connections between VPCs, within and across regions; flow logs; security group rules; deletion of NAT gateways.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/
"""

from terrace_aws.services.ec2 import backend, security_groups

__all__ = ["backend", "security_groups"]
