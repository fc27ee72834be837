"""CloudFront: cache, origin request and response headers policies; functions with a LIVE stage; complete distribution configs.

https://docs.aws.amazon.com/cloudfront/latest/APIReference/Welcome.html
"""

from terrace_aws.services.cloudfront import backend, distribution, responses

__all__ = ["backend", "distribution", "responses"]
