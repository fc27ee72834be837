"""ACM: key algorithm of a certificate request.

https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html
"""

from __future__ import annotations

from typing import Any

from moto.acm.models import CertBundle
from moto.acm.responses import AWSCertificateManagerResponse
from moto.core.responses import ActionResult

from terrace_aws.extension import replaces


@replaces(CertBundle)
class Certificate(CertBundle):
    requested_key_algorithm: str | None = None

    def describe(self) -> dict[str, Any]:
        description: dict[str, Any] = super().describe()
        if self.requested_key_algorithm:
            description["Certificate"]["KeyAlgorithm"] = self.requested_key_algorithm
        return description


@replaces(AWSCertificateManagerResponse)
class Responses(AWSCertificateManagerResponse):
    def request_certificate(self) -> ActionResult:
        answer = super().request_certificate()
        result: Any = answer.result
        certificate: Any = self.acm_backend.get_certificate(result["CertificateArn"])
        certificate.requested_key_algorithm = self._get_param("KeyAlgorithm")
        return answer
