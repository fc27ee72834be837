import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { ONE_CERTIFICATE, acceptFindings } from "../core/accepted-findings";

export interface RegionalCertificateProps {
  readonly domainName: string;
  /** The public zone with the validation record. */
  readonly hostedZone: { readonly name: string };
}

/**
 * The certificate of a region for a domain and its direct subdomains, after AWS has validated it.
 *
 * It creates no record: ACM requires the same CNAME for a domain in every region and for `*.domain`, so the foundation creates it once and
 * the regions only wait (https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html).
 */
export class RegionalCertificate extends Construct {
  /** Resolves after the certificate is validated. */
  public readonly arn: string;

  public constructor(scope: Construct, id: string, props: RegionalCertificateProps) {
    super(scope, id);
    assertInZone(props);
    const certificate = new AcmCertificate(this, "Resource", {
      domainName: props.domainName,
      subjectAlternativeNames: [`*.${props.domainName}`],
      validationMethod: "DNS",
      lifecycle: { createBeforeDestroy: true },
    });
    acceptFindings(certificate, { CKV2_AWS_71: ONE_CERTIFICATE });
    this.arn = new AcmCertificateValidation(this, "Validation", { certificateArn: certificate.arn }).certificateArn;
  }
}

/** Outside the zone, validation is impossible: the apply would wait for 75 minutes and fail. */
function assertInZone({ domainName, hostedZone }: RegionalCertificateProps): void {
  if (Token.isUnresolved(domainName) || Token.isUnresolved(hostedZone.name)) return;
  if (domainName === hostedZone.name || domainName.endsWith(`.${hostedZone.name}`)) return;
  throw new Error(
    `certificate for "${domainName}" cannot be validated in zone "${hostedZone.name}": the domain must be the zone's name or end in it`,
  );
}
