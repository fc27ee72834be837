import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { Construct } from "constructs";
import { isProtected } from "../core/placement";
import { EPHEMERAL_ENVIRONMENT, acceptFindings } from "../core/accepted-findings";
import { SecurityGroup } from "../core/security-group";
import type { Network } from "../network/network";
import { AccessLogBucket } from "./access-log-bucket";
import { CloudFrontIngress } from "./cloudfront-ingress";
import { loadBalancerName } from "./load-balancer-name";
import { TLS_POLICY } from "./tls-policy";

export interface ApplicationLoadBalancerProps {
  readonly network: Network;
  /** A certificate of this region that is validated already: the `arn` of a `RegionalCertificate`. */
  readonly certificateArn: string;
}

/**
 * The region's ALB: HTTPS for CloudFront alone, HTTP only to be redirected, access logs. What no rule takes is answered with 403, so a
 * request without the secret header learns nothing; rules come from each service's `HttpTarget`.
 *
 * @example
 * const loadBalancer = new ApplicationLoadBalancer(this, "LoadBalancer", { network, certificateArn: certificate.arn });
 * const target = new HttpTarget(this, "Target-api", { loadBalancer, network, service, originToken });
 *
 * Cost drivers: hours, capacity units (connections, GB, rules), a public IPv4 address for each zone.
 */
export class ApplicationLoadBalancer extends Construct {
  public readonly dnsName: string;
  /** Of the load balancer's own name, for alias records. */
  public readonly hostedZoneId: string;
  /** For metrics: `app/…`. */
  public readonly arnSuffix: string;
  public readonly arn: string;
  /** What tasks admit. It lets nothing in itself, and out only to the tasks that somebody connects. */
  public readonly securityGroup: SecurityGroup;
  public readonly httpsListenerArn: string;
  /** Of its access logs. */
  public readonly logBucketName: string;

  public constructor(scope: Construct, id: string, props: ApplicationLoadBalancerProps) {
    super(scope, id);
    const { vpcId } = props.network;
    this.securityGroup = new SecurityGroup(this, "SecurityGroup", { vpcId, role: "alb", description: "From the ALB to tasks" });
    const entrance = new CloudFrontIngress(this, "Entrance", { vpcId });
    const logs = new AccessLogBucket(this, "AccessLogs", { writer: "application" });
    this.logBucketName = logs.bucketName;
    const loadBalancer = this.create(props.network, [this.securityGroup, ...entrance.securityGroups], logs);
    acceptFindings(loadBalancer, {
      CKV_AWS_150: !isProtected(this) && EPHEMERAL_ENVIRONMENT,
      CKV2_AWS_28: "CloudFront alone gets in, and the firewall stands there.",
    });
    this.dnsName = loadBalancer.dnsName;
    this.hostedZoneId = loadBalancer.zoneId;
    this.arnSuffix = loadBalancer.arnSuffix;
    this.arn = loadBalancer.arn;
    this.httpsListenerArn = this.listenToHttps(props.certificateArn);
    this.redirectHttp();
  }

  private create(network: Network, groups: readonly SecurityGroup[], logs: AccessLogBucket): Lb {
    return new Lb(this, "Resource", {
      name: loadBalancerName(this, "alb"),
      loadBalancerType: "application",
      internal: false,
      ipAddressType: "ipv4",
      subnets: network.publicSubnetIds,
      securityGroups: groups.map((group) => group.securityGroupId),
      enableDeletionProtection: isProtected(this),
      accessLogs: { enabled: true, bucket: logs.bucketName },
      // Tasks keep connections open for longer (65 s), or else a request meets one that is just closing: 502.
      idleTimeout: 60,
      clientKeepAlive: 3_600,
      // Request smuggling: headers that are no headers are dropped, ambiguous requests are not forwarded on a shared connection.
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "defensive",
      // CloudFront has written the client's address; the ALB adds CloudFront's.
      xffHeaderProcessingMode: "append",
      enableHttp2: true,
    });
  }

  private listenToHttps(certificateArn: string): string {
    return new LbListener(this, "Https", {
      loadBalancerArn: this.arn,
      port: 443,
      protocol: "HTTPS",
      sslPolicy: TLS_POLICY,
      certificateArn,
      defaultAction: [
        { type: "fixed-response", fixedResponse: { contentType: "text/plain", messageBody: "Forbidden", statusCode: "403" } },
      ],
    }).arn;
  }

  private redirectHttp(): void {
    new LbListener(this, "Http", {
      loadBalancerArn: this.arn,
      port: 80,
      protocol: "HTTP",
      defaultAction: [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } }],
    });
  }
}
