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
import { type LoadBalancerTarget, targetGroupPrefix } from "./target";
import { TLS_POLICY } from "./tls-policy";

export interface NetworkTargetProps {
  readonly loadBalancer: NetworkLoadBalancer;
  readonly network: Network;
  readonly service: NetworkBackend;
  /** A validated certificate of this region. Needed where the listener is TLS, not used elsewhere. @default none */
  readonly certificateArn?: string;
}

/**
 * A service behind the NLB: its target group, its listener, and the rule that lets clients come in on the listener's port. TLS ends at
 * the NLB, and goes on as TCP inside the VPC. Health checks are TCP always, for UDP has none.
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
  public readonly dependables: ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: NetworkTargetProps) {
    super(scope, id);
    const { loadBalancer, service } = props;
    this.port = service.port;
    this.healthPort = service.listener.healthPort;
    this.openings = openings(service);
    const group = this.createGroup(props);
    this.targetGroupArn = group.arn;
    this.targetGroupSuffix = group.arnSuffix;
    this.loadBalancerSuffix = loadBalancer.arnSuffix;
    this.loadBalancerSecurityGroup = loadBalancer.securityGroup;
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
      // Always on for UDP. On for TCP too, so that a service sees who calls, for its logs and limits; the tasks' group names the NLB's all
      // the same. The price: a task cannot reach itself through the NLB, so inside the VPC nobody goes through it.
      // https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
      preserveClientIp: "true",
      deregistrationDelay: `${inRange("deregistration delay", seconds(service.deregistrationDelay), 0, 3_600, " s")}`,
      // The task stops then anyway; a client that is told so comes back at once.
      connectionTermination: true,
      stickiness: { enabled: false, type: "source_ip" },
      healthCheck: {
        enabled: true,
        protocol: "TCP",
        port: `${service.listener.healthPort}`,
        interval: 10,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 3,
      },
      tags: nameTag(this, service.name),
      lifecycle: { createBeforeDestroy: true },
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
    const own =
      "The service speaks a protocol of its own, which may well be encrypted in itself; TLS is there for the asking (listener.protocol).";
    acceptFindings(listener, { IN_TRANSIT: service.listener.protocol !== "tls" && own });
    return listener;
  }

  private admitClients({ loadBalancer, service }: NetworkTargetProps): void {
    const ports: Ports = { protocol: transport(service), from: service.listener.port };
    const clients = { kind: "cidr", cidr: ANYWHERE } as const;
    const rule = allowIngress(this, "Clients", loadBalancer.securityGroup, clients, ports, `Clients of ${service.name}`);
    acceptFindings(rule, { NOT_PUBLIC: "It is for everybody: clients of a service that the environment gives a listener of its own." });
  }
}

/** What goes from the NLB to the tasks. */
function transport({ listener }: NetworkBackend): Ports["protocol"] {
  return listener.protocol === "udp" ? "udp" : "tcp";
}

/** AWS refuses the same rule twice, so a health check on the traffic's own port is not opened again. */
function openings(service: NetworkBackend): readonly Ports[] {
  const traffic: Ports = { protocol: transport(service), from: service.port };
  const health: Ports = { protocol: "tcp", from: service.listener.healthPort };
  return traffic.protocol === health.protocol && traffic.from === health.from ? [traffic] : [traffic, health];
}

function listenerProtocol({ name, listener }: NetworkBackend, certificateArn?: string): Partial<LbListenerConfig> {
  if (listener.protocol !== "tls") return { protocol: listener.protocol.toUpperCase() };
  if (!certificateArn) throw new Error(`service "${name}" listens to TLS and has no certificate: pass certificateArn`);
  return { protocol: "TLS", sslPolicy: TLS_POLICY, certificateArn };
}
