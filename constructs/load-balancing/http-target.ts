import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { LbTargetGroup, type LbTargetGroupConfig } from "@cdktf/provider-aws/lib/lb-target-group";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { HttpBackend, LoadBalancing } from "./model";
import { LIMITS } from "../../aws/limits";
import { seconds } from "../../language/units";
import { inRange } from "../core/in-range";
import { acceptFindings } from "../core/accepted-findings";
import type { SecurityGroup } from "../core/security-group";
import type { Network } from "../network/network";
import { nameTag } from "../network/name-tag";
import type { ApplicationLoadBalancer } from "./application-load-balancer";
import { type LoadBalancerTarget, targetGroupPrefix } from "./target";

/** The header that CloudFront adds and that every rule requires. */
export const ORIGIN_TOKEN_HEADER = "X-Origin-Token";

export interface HttpTargetProps {
  readonly loadBalancer: ApplicationLoadBalancer;
  readonly network: Network;
  readonly service: HttpBackend;
  /** Value of the secret header. */
  readonly originToken: string;
}

/** A service behind the ALB: its target group, and the listener rule that forwards to it. Health checks probe the readiness of tasks. */
export class HttpTarget extends Construct implements LoadBalancerTarget {
  public readonly kind = "ApplicationELB";
  public readonly targetGroupArn: string;
  public readonly targetGroupSuffix: string;
  public readonly loadBalancerSuffix: string;
  public readonly loadBalancerSecurityGroup: SecurityGroup;
  public readonly port: number;
  public readonly healthPort: number;
  public readonly openings: LoadBalancerTarget["openings"];
  public readonly dependables: ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: HttpTargetProps) {
    super(scope, id);
    const { loadBalancer, service } = props;
    const group = this.createGroup(props);
    acceptFindings(group, {
      CKV_AWS_378: "TLS ends at the load balancer: traffic to a task stays in the VPC, between two security groups.",
    });
    this.targetGroupArn = group.arn;
    this.targetGroupSuffix = group.arnSuffix;
    this.loadBalancerSuffix = loadBalancer.arnSuffix;
    this.loadBalancerSecurityGroup = loadBalancer.securityGroup;
    this.port = service.port;
    this.healthPort = service.port;
    this.openings = [{ protocol: "tcp", from: service.port }];
    this.dependables = [this.createRule(props)];
  }

  private createGroup({ network, service }: HttpTargetProps): LbTargetGroup {
    return new LbTargetGroup(this, "Resource", {
      namePrefix: targetGroupPrefix(service.name),
      targetType: "ip",
      protocol: "HTTP",
      protocolVersion: "HTTP1",
      port: service.port,
      vpcId: network.vpcId,
      ...loadBalancingArguments(service.loadBalancing),
      healthCheck: {
        enabled: true,
        protocol: "HTTP",
        port: "traffic-port",
        path: service.health.readiness,
        matcher: "200",
        interval: 10,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 3,
      },
      tags: nameTag(this, service.name),
      lifecycle: { createBeforeDestroy: true },
    });
  }

  private createRule({ loadBalancer, service, originToken }: HttpTargetProps): LbListenerRule {
    const { paths, hosts, priority } = service.routes;
    assertConditions(service);
    return new LbListenerRule(this, "Rule", {
      listenerArn: loadBalancer.httpsListenerArn,
      priority: inRange(`priority of ${service.name}`, priority, 1, 50_000),
      action: [{ type: "forward", targetGroupArn: this.targetGroupArn }],
      condition: [
        { httpHeader: { httpHeaderName: ORIGIN_TOKEN_HEADER, values: [originToken] } },
        { pathPattern: { values: [...paths] } },
        ...(hosts.length > 0 ? [{ hostHeader: { values: [...hosts] } }] : []),
      ],
    });
  }
}

/** Maximum values and wildcards in all conditions of one rule; the secret header is one value. */
const MOST_VALUES = LIMITS["elasticloadbalancing.rule-values"].value;
const MOST_WILDCARDS = LIMITS["elasticloadbalancing.rule-wildcards"].value;

/**
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html; the rules of `config/` check this first.
 */
function assertConditions({ name, routes: { paths, hosts } }: HttpBackend): void {
  const values = paths.length + hosts.length;
  if (paths.length < 1 || values > MOST_VALUES - 1) {
    throw new RangeError(
      `routes of ${name} have ${paths.length} paths and ${hosts.length} hosts; a rule needs at least 1 path and allows ${MOST_VALUES - 1} values`,
    );
  }
  const wildcards = [...paths, ...hosts].join("").replace(/[^*?]/g, "").length;
  if (wildcards > MOST_WILDCARDS) throw new RangeError(`routes of ${name} have ${wildcards} wildcards; a rule allows ${MOST_WILDCARDS}`);
}

/**
 * The target group's attributes. The model allows slow start only with round robin, and anomaly mitigation only with weighted random; AWS
 * rejects other combinations.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html
 */
function loadBalancingArguments(balancing: LoadBalancing): Partial<LbTargetGroupConfig> {
  const common = {
    loadBalancingAlgorithmType: balancing.algorithm,
    deregistrationDelay: `${inRange("deregistration delay", seconds(balancing.deregistrationDelay), 0, 3_600, " s")}`,
    stickiness: stickiness(balancing),
  };
  switch (balancing.algorithm) {
    case "round_robin":
      return { ...common, slowStart: balancing.slowStart ? inRange("slow start", seconds(balancing.slowStart), 30, 900, " s") : 0 };
    case "least_outstanding_requests":
      return common;
    case "weighted_random":
      return { ...common, loadBalancingAnomalyMitigation: balancing.anomalyMitigation ? "on" : "off" };
  }
}

function stickiness({ stickySessions }: LoadBalancing) {
  if (!stickySessions) return { enabled: false, type: "lb_cookie" };
  return { enabled: true, type: "lb_cookie", cookieDuration: inRange("sticky sessions", seconds(stickySessions), 1, 604_800, " s") };
}
