"""Amazon Managed Grafana, which moto lacks: workspaces, their configuration and role assignments.

https://docs.aws.amazon.com/grafana/latest/APIReference/Welcome.html
"""

from __future__ import annotations

from terrace_aws.extension import adds_service
from terrace_aws.services.grafana.models import grafana_backends as grafana_backends  # moto imports it from here

adds_service("grafana", __name__)
