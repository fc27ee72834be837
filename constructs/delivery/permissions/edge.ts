import { type RightsTable, actionsOf } from "../../core/actions";

const acm = actionsOf("acm");
const cloudfront = actionsOf("cloudfront");
const route53 = actionsOf("route53");
const waf = actionsOf("wafv2");
const logs = actionsOf("logs");
const ec2 = actionsOf("ec2");

/** DNS, certificates, the CDN and its firewall. */
export const EDGE: RightsTable = {
  aws_route53_zone: {
    read: [...route53("GetHostedZone ListTagsForResource GetDNSSEC"), ...ec2("DescribeVpcs")],
    // `ListResourceRecordSets`: an ephemeral environment empties its zone.
    write: [
      ...route53("CreateHostedZone UpdateHostedZoneComment DeleteHostedZone ChangeTagsForResource GetChange"),
      ...route53("AssociateVPCWithHostedZone DisassociateVPCFromHostedZone ListResourceRecordSets ChangeResourceRecordSets"),
    ],
  },
  aws_route53_record: {
    read: route53("GetHostedZone ListResourceRecordSets"),
    write: route53("ChangeResourceRecordSets GetChange"),
  },
  aws_route53_health_check: {
    read: [...route53("GetHealthCheck ListTagsForResource"), "cloudwatch:DescribeAlarms"],
    write: route53("CreateHealthCheck UpdateHealthCheck DeleteHealthCheck ChangeTagsForResource"),
  },
  aws_acm_certificate: {
    read: acm("DescribeCertificate ListTagsForCertificate"),
    write: acm("RequestCertificate DeleteCertificate UpdateCertificateOptions AddTagsToCertificate RemoveTagsFromCertificate"),
  },
  aws_acm_certificate_validation: { read: acm("DescribeCertificate"), write: [] },
  aws_cloudfront_distribution: {
    read: cloudfront("GetDistribution GetDistributionConfig ListTagsForResource"),
    // The web ACL is associated through the distribution.
    write: [...cloudfront("CreateDistribution UpdateDistribution DeleteDistribution TagResource UntagResource"), ...waf("GetWebACL")],
  },
  aws_cloudfront_monitoring_subscription: {
    read: cloudfront("GetMonitoringSubscription"),
    write: cloudfront("CreateMonitoringSubscription DeleteMonitoringSubscription"),
  },
  aws_cloudfront_function: {
    read: cloudfront("DescribeFunction GetFunction"),
    write: cloudfront("CreateFunction UpdateFunction PublishFunction DeleteFunction"),
  },
  aws_cloudfront_cache_policy: {
    read: cloudfront("GetCachePolicy"),
    write: cloudfront("CreateCachePolicy UpdateCachePolicy DeleteCachePolicy"),
  },
  aws_cloudfront_response_headers_policy: {
    read: cloudfront("GetResponseHeadersPolicy"),
    write: cloudfront("CreateResponseHeadersPolicy UpdateResponseHeadersPolicy DeleteResponseHeadersPolicy"),
  },
  aws_cloudfront_origin_access_control: {
    read: cloudfront("GetOriginAccessControl"),
    write: cloudfront("CreateOriginAccessControl UpdateOriginAccessControl DeleteOriginAccessControl"),
  },
  aws_wafv2_web_acl: {
    read: waf("GetWebACL ListTagsForResource"),
    write: waf("CreateWebACL UpdateWebACL DeleteWebACL TagResource UntagResource"),
  },
  aws_wafv2_web_acl_logging_configuration: {
    read: waf("GetLoggingConfiguration"),
    // WAF sets up the delivery by CloudWatch Logs on behalf of the caller.
    write: [
      ...waf("PutLoggingConfiguration DeleteLoggingConfiguration"),
      ...logs("CreateLogDelivery DeleteLogDelivery PutResourcePolicy DescribeResourcePolicies DescribeLogGroups"),
    ],
  },
};
