from __future__ import annotations

from terrace_aws.services.grafana.responses import GrafanaResponse

url_bases = [r"https?://grafana\.(.+)\.amazonaws\.com"]

url_paths = {"{0}/$": GrafanaResponse.dispatch}
