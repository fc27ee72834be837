"""Amazon Managed Grafana, of which moto has nothing: workspaces, their configuration, and who has which role in them.

https://docs.aws.amazon.com/grafana/latest/APIReference/Welcome.html
"""

from __future__ import annotations

from terrace_aws.extension import adds_service
from terrace_aws.services.grafana.models import grafana_backends as grafana_backends  # where moto takes it from

adds_service("grafana", __name__)
