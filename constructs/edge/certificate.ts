import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import { ONE_CERTIFICATE, acceptFindings } from "../core/accepted-findings";
import type { HostedZone } from "./hosted-zone";

export interface CertificateProps {
  /** Covers this name and all names one level below. */
  readonly domainName: string;
  readonly hostedZone: HostedZone;
}

/**
 * A certificate for a domain and `*.<domain>`, with the one DNS record that validates both, for this and every other region's certificate
 * of the account. The construct does not wait for validation: a new zone must be delegated first, so the consumer of the certificate waits.
 *
 * ACM requires the same record for a name and its wildcard, in all regions (provider-aws#13653), so there is one record, in one stack. It
 * does not overwrite an existing record: that would mean that another environment owns the domain.
 */
export class Certificate extends Construct {
  /** Not yet validated: pass it to an `AcmCertificateValidation`. */
  public readonly arn: string;

  public constructor(scope: Construct, id: string, { domainName, hostedZone }: CertificateProps) {
    super(scope, id);
    const certificate = new AcmCertificate(this, "Resource", {
      domainName,
      subjectAlternativeNames: [`*.${domainName}`],
      validationMethod: "DNS",
      lifecycle: { createBeforeDestroy: true },
    });
    acceptFindings(certificate, { CKV2_AWS_71: ONE_CERTIFICATE });
    const proof = certificate.domainValidationOptions.get(0);
    new Route53Record(this, "Validation", {
      zoneId: hostedZone.zoneId,
      name: proof.resourceRecordName,
      type: proof.resourceRecordType,
      records: [proof.resourceRecordValue],
      ttl: 60,
      allowOverwrite: false,
    });
    this.arn = certificate.arn;
  }
}
