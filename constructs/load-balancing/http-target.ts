import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { LbTargetGroup, type LbTargetGroupConfig } from "@cdktf/provider-aws/lib/lb-target-group";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { HttpBackend, LoadBalancing } from "./model";
import { seconds } from "../../language/units";
import { inRange } from "../core/in-range";
import { acceptFindings } from "../core/accepted-findings";
import type { SecurityGroup } from "../core/security-group";
import type { Network } from "../network/network";
import { nameTag } from "../network/name-tag";
import { listenerRules, MOST_WILDCARDS, wildcardsIn } from "./listener-rules";
import { numbered } from "./numbered";
import type { ApplicationLoadBalancer } from "./application-load-balancer";
import { taskGroup } from "./task-groups";
import { type LoadBalancerTarget, previousPorts, TARGET_GROUP_LIFECYCLE, targetGroupPrefix, TRAFFIC_PORT } from "./target";

/** The header that CloudFront adds and that every rule requires. */
export const ORIGIN_TOKEN_HEADER = "X-Origin-Token";

export interface HttpTargetProps {
  readonly loadBalancer: ApplicationLoadBalancer;
  readonly network: Network;
  readonly service: HttpBackend;
  /** Value of the secret header. */
  readonly originToken: string;
  /** The number of the load balancer's security group that has the rules for the service. @default 1 */
  readonly securityGroup?: number;
}

/** A service behind the ALB: its target group, and the listener rules that forward to it. Health checks probe the readiness of tasks. */
export class HttpTarget extends Construct implements LoadBalancerTarget {
  public readonly kind = "ApplicationELB";
  public readonly targetGroupArn: string;
  public readonly targetGroupSuffix: string;
  public readonly loadBalancerSuffix: string;
  public readonly loadBalancerSecurityGroup: SecurityGroup;
  public readonly port: number;
  public readonly healthPort: number;
  public readonly openings: LoadBalancerTarget["openings"];
  public readonly previousOpenings: LoadBalancerTarget["openings"];
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
    this.loadBalancerSecurityGroup = taskGroup(loadBalancer.taskGroups, props.securityGroup ?? 1);
    this.port = service.port;
    this.healthPort = service.port;
    this.openings = [{ protocol: "tcp", from: service.port }];
    this.previousOpenings = previousPorts("tcp", service.previousPort, this.openings);
    this.dependables = this.createRules(props);
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
        port: TRAFFIC_PORT,
        path: service.health.readiness,
        matcher: "200",
        interval: 10,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 3,
      },
      tags: nameTag(this, service.name),
      lifecycle: TARGET_GROUP_LIFECYCLE,
    });
  }

  /** One rule, or several if the paths and hosts do not fit in one. */
  private createRules({ loadBalancer, service, originToken }: HttpTargetProps): LbListenerRule[] {
    const { priorities, ...routes } = service.routes;
    assertRoutes(service);
    return listenerRules(routes).map(({ paths, hosts }, index) => {
      const priority = inRange(`priority of ${service.name}`, priorities[index] ?? 0, 1, 50_000);
      return new LbListenerRule(this, numbered("Rule", index + 1), {
        listenerArn: loadBalancer.httpsListenerArn,
        priority,
        action: [{ type: "forward", targetGroupArn: this.targetGroupArn }],
        condition: [
          { httpHeader: { httpHeaderName: ORIGIN_TOKEN_HEADER, values: [originToken] } },
          { pathPattern: { values: [...paths] } },
          ...(hosts.length > 0 ? [{ hostHeader: { values: [...hosts] } }] : []),
        ],
      });
    });
  }
}

/** The rules of `config/` check this first. */
function assertRoutes({ name, routes: { paths } }: HttpBackend): void {
  if (paths.length === 0) throw new RangeError(`routes of ${name} have no path; a rule needs at least 1 path`);
  const wild = paths.find((path) => wildcardsIn(path) > MOST_WILDCARDS);
  if (wild !== undefined)
    throw new RangeError(`route ${wild} of ${name} has ${wildcardsIn(wild)} wildcards; a rule allows ${MOST_WILDCARDS}`);
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
