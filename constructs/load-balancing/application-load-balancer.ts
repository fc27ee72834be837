import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { Construct } from "constructs";
import { isProtected } from "../core/placement";
import { EPHEMERAL_ENVIRONMENT, acceptFindings } from "../core/accepted-findings";
import type { SecurityGroup } from "../core/security-group";
import type { Network } from "../network/network";
import { AccessLogBucket } from "./access-log-bucket";
import { CloudFrontIngress } from "./cloudfront-ingress";
import { loadBalancerName } from "./load-balancer-name";
import { numbered } from "./numbered";
import { createTaskGroups } from "./task-groups";
import { TLS_POLICY } from "./tls-policy";

export interface ApplicationLoadBalancerProps {
  readonly network: Network;
  /** A validated certificate of this region: the `arn` of a `RegionalCertificate`. */
  readonly certificateArn: string;
  /** The number of the load balancer in its region, a part of its names. @default 1 */
  readonly number?: number;
  /** How many security groups lead to tasks; one has rules for at most 60 services. @default 1 */
  readonly taskGroups?: number;
}

/**
 * The region's ALB: HTTPS only from CloudFront, HTTP with a redirect, access logs. Requests that match no rule get 403, so a request
 * without the secret header reveals nothing. Each service's `HttpTarget` adds the rules.
 *
 * @example
 * const loadBalancer = new ApplicationLoadBalancer(this, "LoadBalancer", { network, certificateArn: certificate.arn });
 * const target = new HttpTarget(this, "Target-api", { loadBalancer, network, service, originToken });
 *
 * Cost drivers: hours, capacity units (connections, GB, rules), and a public IPv4 address per zone.
 */
export class ApplicationLoadBalancer extends Construct {
  public readonly dnsName: string;
  /** Zone of the load balancer's DNS name, for alias records. */
  public readonly hostedZoneId: string;
  /** For metrics: `app/…`. */
  public readonly arnSuffix: string;
  public readonly arn: string;
  /** The source that tasks admit. It has no ingress rules, and egress rules only to connected tasks. */
  public readonly securityGroup: SecurityGroup;
  /** All such groups, in the order of their numbers. */
  public readonly taskGroups: readonly SecurityGroup[];
  public readonly httpsListenerArn: string;
  /** Name of the bucket with its access logs. */
  public readonly logBucketName: string;

  public constructor(scope: Construct, id: string, props: ApplicationLoadBalancerProps) {
    super(scope, id);
    const { vpcId } = props.network;
    const { number = 1, taskGroups: count = 1 } = props;
    const role = numbered("alb", number);
    const [first, ...others] = createTaskGroups(this, { vpcId, role, description: "From the ALB to tasks", count });
    this.securityGroup = first;
    this.taskGroups = [first, ...others];
    const ingress = new CloudFrontIngress(this, "Entrance", { vpcId, role });
    const logs = new AccessLogBucket(this, "AccessLogs", { writer: "application", number });
    this.logBucketName = logs.bucketName;
    const loadBalancer = this.create(props.network, role, [first, ...ingress.securityGroups, ...others], logs);
    acceptFindings(loadBalancer, {
      CKV_AWS_150: !isProtected(this) && EPHEMERAL_ENVIRONMENT,
      CKV2_AWS_28: "Only CloudFront is admitted, and the firewall is attached there.",
    });
    this.dnsName = loadBalancer.dnsName;
    this.hostedZoneId = loadBalancer.zoneId;
    this.arnSuffix = loadBalancer.arnSuffix;
    this.arn = loadBalancer.arn;
    this.httpsListenerArn = this.listenToHttps(props.certificateArn);
    this.redirectHttp();
  }

  private create(network: Network, role: string, groups: readonly SecurityGroup[], logs: AccessLogBucket): Lb {
    return new Lb(this, "Resource", {
      name: loadBalancerName(this, role),
      loadBalancerType: "application",
      internal: false,
      ipAddressType: "ipv4",
      subnets: network.publicSubnetIds,
      securityGroups: groups.map((group) => group.securityGroupId),
      enableDeletionProtection: isProtected(this),
      accessLogs: { enabled: true, bucket: logs.bucketName },
      // Tasks keep connections open longer (65 s); otherwise a request can arrive on a connection that is being closed: 502.
      idleTimeout: 60,
      clientKeepAlive: 3_600,
      // Against request smuggling: invalid headers are dropped, and ambiguous requests are not forwarded on a shared connection.
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "defensive",
      // CloudFront adds the client's address; the ALB appends CloudFront's.
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
