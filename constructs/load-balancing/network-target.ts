import { LbListener, type LbListenerConfig } from "@cdktf/provider-aws/lib/lb-listener";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { NetworkBackend } from "./model";
import { seconds } from "../../language/units";
import { inRange } from "../core/in-range";
import { acceptFindings } from "../core/accepted-findings";
import { allowIngress, type Ports, type SecurityGroup } from "../core/security-group";
import { nameTag } from "../network/name-tag";
import type { Network } from "../network/network";
import { ANYWHERE } from "../network/public-routes";
import type { NetworkLoadBalancer } from "./network-load-balancer";
import { taskGroup } from "./task-groups";
import { type LoadBalancerTarget, previousPorts, TARGET_GROUP_LIFECYCLE, targetGroupPrefix, TRAFFIC_PORT } from "./target";
import { TLS_POLICY } from "./tls-policy";

export interface NetworkTargetProps {
  readonly loadBalancer: NetworkLoadBalancer;
  readonly network: Network;
  readonly service: NetworkBackend;
  /** A validated certificate of this region. Required for a TLS listener, otherwise unused. @default none */
  readonly certificateArn?: string;
  /** The number of the load balancer's security group that has the rules for the service. @default 1 */
  readonly securityGroup?: number;
}

/**
 * A service behind the NLB: its target group, its listener, and the rule that admits clients on the listener's port. TLS ends at the NLB
 * and continues as TCP inside the VPC. Health checks always use TCP, because UDP has none.
 */
export class NetworkTarget extends Construct implements LoadBalancerTarget {
  public readonly kind = "NetworkELB";
  public readonly targetGroupArn: string;
  public readonly targetGroupSuffix: string;
  public readonly loadBalancerSuffix: string;
  public readonly loadBalancerSecurityGroup: SecurityGroup;
  public readonly port: number;
  public readonly healthPort: number;
  public readonly openings: LoadBalancerTarget["openings"];
  public readonly previousOpenings: LoadBalancerTarget["openings"];
  public readonly dependables: ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: NetworkTargetProps) {
    super(scope, id);
    const { loadBalancer, service } = props;
    this.port = service.port;
    this.healthPort = service.listener.healthPort;
    this.openings = openings(service);
    this.previousOpenings = previousPorts(transport(service), service.previousPort, this.openings);
    const group = this.createGroup(props);
    this.targetGroupArn = group.arn;
    this.targetGroupSuffix = group.arnSuffix;
    this.loadBalancerSuffix = loadBalancer.arnSuffix;
    this.loadBalancerSecurityGroup = taskGroup(loadBalancer.taskGroups, props.securityGroup ?? 1);
    this.dependables = [this.listen(props)];
    this.admitClients(props);
  }

  private createGroup({ network, service }: NetworkTargetProps): LbTargetGroup {
    return new LbTargetGroup(this, "Resource", {
      namePrefix: targetGroupPrefix(service.name),
      targetType: "ip",
      protocol: transport(service).toUpperCase(),
      port: service.port,
      vpcId: network.vpcId,
      // Always enabled for UDP. Also enabled for TCP, so that a service has the client's address for logs and limits; the tasks' group
      // still references the NLB's group. The drawback: a task cannot connect to itself through the NLB, so clients in the VPC do not use
      // the NLB.
      // https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
      preserveClientIp: "true",
      deregistrationDelay: `${inRange("deregistration delay", seconds(service.deregistrationDelay), 0, 3_600, " s")}`,
      // The task stops anyway; a client whose connection is closed reconnects immediately.
      connectionTermination: true,
      stickiness: { enabled: false, type: "source_ip" },
      healthCheck: {
        enabled: true,
        protocol: "TCP",
        port: service.listener.healthPort === service.port ? TRAFFIC_PORT : `${service.listener.healthPort}`,
        interval: 10,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 3,
      },
      tags: nameTag(this, service.name),
      lifecycle: TARGET_GROUP_LIFECYCLE,
    });
  }

  private listen({ loadBalancer, service, certificateArn }: NetworkTargetProps): LbListener {
    const listener = new LbListener(this, "Listener", {
      loadBalancerArn: loadBalancer.arn,
      port: service.listener.port,
      ...listenerProtocol(service, certificateArn),
      defaultAction: [{ type: "forward", targetGroupArn: this.targetGroupArn }],
      tags: nameTag(this, service.name),
    });
    const reason = "The service uses its own protocol, which can have its own encryption. TLS is available (listener.protocol).";
    acceptFindings(listener, { IN_TRANSIT: service.listener.protocol !== "tls" && reason });
    return listener;
  }

  private admitClients({ service }: NetworkTargetProps): void {
    const ports: Ports = { protocol: transport(service), from: service.listener.port };
    const clients = { kind: "cidr", cidr: ANYWHERE } as const;
    const rule = allowIngress(this, "Clients", this.loadBalancerSecurityGroup, clients, ports, `Clients of ${service.name}`);
    acceptFindings(rule, { NOT_PUBLIC: "It is public by design: it admits the clients of a service with a listener in the environment." });
  }
}

/** The transport protocol between the NLB and the tasks. */
function transport({ listener }: NetworkBackend): Ports["protocol"] {
  return listener.protocol === "udp" ? "udp" : "tcp";
}

/** AWS rejects duplicate rules, so a health check on the traffic port does not get a second rule. */
function openings(service: NetworkBackend): readonly Ports[] {
  const traffic: Ports = { protocol: transport(service), from: service.port };
  const health: Ports = { protocol: "tcp", from: service.listener.healthPort };
  return traffic.protocol === health.protocol && traffic.from === health.from ? [traffic] : [traffic, health];
}

function listenerProtocol({ name, listener }: NetworkBackend, certificateArn?: string): Partial<LbListenerConfig> {
  if (listener.protocol !== "tls") return { protocol: listener.protocol.toUpperCase() };
  if (!certificateArn) throw new Error(`service "${name}" has a TLS listener but no certificate: pass certificateArn`);
  return { protocol: "TLS", sslPolicy: TLS_POLICY, certificateArn };
}
