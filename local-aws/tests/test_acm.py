from __future__ import annotations

import pytest
from conftest import Connect


@pytest.mark.parametrize("algorithm", ["EC_prime256v1", "RSA_2048"])
def test_certificate_keeps_its_key_algorithm(connect: Connect, algorithm: str) -> None:
    acm = connect("acm")
    arn = acm.request_certificate(
        DomainName=f"{algorithm[:2].lower()}.example.com", ValidationMethod="DNS", KeyAlgorithm=algorithm
    )["CertificateArn"]
    assert acm.describe_certificate(CertificateArn=arn)["Certificate"]["KeyAlgorithm"] == algorithm
