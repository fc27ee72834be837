import { CloudwatchLogDeliverySource } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery-source";
import { Construct } from "constructs";
import type { EncryptionKey } from "../../core/encryption-key";
import { nameIn } from "../../core/placement";
import { type DeliveredLog, DeliveredLogs } from "../../observability/access-logs/delivered-logs";
import { numbered } from "../numbered";
import { ALB_INSIGHTS, NLB_INSIGHTS } from "./insights";

export interface LoadBalancerLogGroupsProps {
  /** The region's load balancers by kind and number; at least one. All load balancers of a kind have one log group. */
  readonly loadBalancers: { readonly application?: LoadBalancerArns; readonly network?: LoadBalancerArns };
  readonly key: EncryptionKey;
}

type LoadBalancerArns = ReadonlyMap<number, { readonly arn: string }>;

/**
 * The access logs of a region's load balancers in CloudWatch Logs, in addition to S3. ALBs support this since July 2026; NLBs log only
 * connections to TLS listeners. The provider needs no support for it, because it does not validate log types.
 *
 * @see https://aws.amazon.com/about-aws/whats-new/2026/07/amazon-cloudwatch-logs/
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/49107
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-logs.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-logs.html
 *
 * @example
 * new LoadBalancerLogGroups(this, "AccessLogs", { loadBalancers: { application: new Map([[1, loadBalancer]]) }, key: network.logsKey });
 *
 * Cost drivers: those of `DeliveredLogs`; a request is about 1 KB.
 */
export class LoadBalancerLogGroups extends Construct {
  public constructor(scope: Construct, id: string, { loadBalancers: { application, network }, key }: LoadBalancerLogGroupsProps) {
    super(scope, id);
    const logs: readonly DeliveredLog[] = [
      ...(application?.size
        ? [{ role: "alb", sourceNames: this.sources("alb", "ALB_ACCESS_LOGS", application), queries: ALB_INSIGHTS }]
        : []),
      ...(network?.size ? [{ role: "nlb", sourceNames: this.sources("nlb", "NLB_ACCESS_LOGS", network), queries: NLB_INSIGHTS }] : []),
    ];
    new DeliveredLogs(this, "Delivered", { key, logs });
  }

  /** A load balancer can have only one source of each log type. */
  private sources(kind: string, logType: string, loadBalancers: LoadBalancerArns): Readonly<Record<string, string>> {
    const sources = [...loadBalancers].map(([number, { arn }]) => {
      const role = numbered(kind, number);
      const name = nameIn(this, "logDelivery", role);
      return [role, new CloudwatchLogDeliverySource(this, `Source-${role}`, { name, logType, resourceArn: arn }).name] as const;
    });
    return Object.fromEntries(sources);
  }
}
