import type { ITerraformDependable } from "cdktf";
import { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import type { Binding, RemoteConnection } from "../core/bindings";
import { ANY_ADDRESS, type Egress } from "./egress/model";
import { type Ports, SecurityGroup, allowEgress, connect } from "../core/security-group";

export interface WorkloadNetworkProps {
  /** Name of the service or worker. */
  readonly name: string;
  readonly vpcId: string;
  readonly bindings: readonly Binding[];
  /** Connections in addition to HTTPS and to `bindings`. @default none */
  readonly egress?: Egress;
  /** The load balancer in front and its ports; workers have none. */
  readonly ingress?: { readonly from: SecurityGroup; readonly ports: readonly Ports[] };
}

const ANYWHERE = { kind: "cidr", cidr: ANY_ADDRESS } as const;

/** The longest description that EC2 accepts (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html). */
const LONGEST_DESCRIPTION = 255;

/**
 * The security group of a workload's tasks with all its rules: ingress from its load balancer, egress to its bindings and to the
 * destinations of its `egress`, and HTTPS to any address.
 */
export class WorkloadNetwork extends Construct {
  public readonly group: SecurityGroup;
  /** All rules: a task that starts before they exist cannot pull its image, and its target fails the health check. */
  public readonly dependables: readonly ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: WorkloadNetworkProps) {
    super(scope, id);
    this.group = new SecurityGroup(this, "SecurityGroup", { vpcId: props.vpcId, role: props.name, description: `Tasks of ${props.name}` });
    const rules = new Construct(this, "Rules");
    this.allowHttps(rules);
    this.allowLoadBalancer(rules, props);
    for (const binding of props.bindings) this.connectTo(rules, props.name, binding);
    this.allowOut(rules, props);
    this.dependables = rules.node.findAll().filter((node): node is TerraformResource => TerraformResource.isTerraformResource(node));
  }

  /**
   * Image layers come from S3; secrets, logs and queues from AWS APIs, through NAT or a VPC endpoint. Their addresses change, and no
   * security group or prefix list covers them all. IAM limits the calls.
   */
  private allowHttps(rules: Construct): void {
    allowEgress(rules, "Https", this.group, ANYWHERE, { protocol: "tcp", from: 443 }, "Image pulls and AWS APIs");
  }

  private allowLoadBalancer(rules: Construct, { name, ingress }: WorkloadNetworkProps): void {
    for (const ports of ingress?.ports ?? []) {
      const id = `LoadBalancer-${ports.protocol}-${ports.from}`;
      if (ingress) connect(rules, id, ingress.from, this.group, ports, `Load balancer to ${name}`);
    }
  }

  private connectTo(rules: Construct, name: string, binding: Binding): void {
    for (const connection of binding.connections) {
      const { ports } = connection;
      const port = `${ports.protocol}-${ports.from}`;
      if (connection.kind === "cidr") this.letOut(rules, name, connection);
      else {
        const { group, description, moves } = connection;
        connect(rules, `Uses-${binding.name}-${port}`, this.group, group, ports, `${name}: ${description}`, { moves });
      }
    }
  }

  private allowOut(rules: Construct, { name, egress = [], bindings }: WorkloadNetworkProps): void {
    if (egress === "open") {
      allowEgress(rules, "Out", this.group, ANYWHERE, "all", `${name}: all destinations`);
      return;
    }
    const allowed = new Set(bindings.flatMap(({ connections }) => connections.flatMap(rangesOf)));
    for (const { protocol, port, cidr, names } of egress) {
      if (allowed.has(`${cidr} ${protocol} ${port}`)) continue;
      const id = `Out-${protocol}-${port}${cidr === ANY_ADDRESS ? "" : `-${cidr.replace("/", "-")}`}`;
      allowEgress(rules, id, this.group, { kind: "cidr", cidr }, { protocol, from: port }, described(name, names));
    }
  }

  /**
   * Databases of one engine have the same port and, in one region, the same subnets. AWS rejects duplicate rules in a group
   * (`InvalidPermission.Duplicate`), so connections with the same address share a rule.
   */
  private letOut(rules: Construct, name: string, { region, cidrs, ports }: RemoteConnection): void {
    cidrs.forEach((cidr, index) => {
      const id = `To-${region}-${ports.protocol}-${ports.from}-${index + 1}`;
      if (rules.node.tryFindChild(id)) return;
      allowEgress(rules, id, this.group, { kind: "cidr", cidr }, ports, `${name}: what it uses in ${region}`);
    });
  }
}

function described(name: string, destinations: readonly string[]): string {
  const text = destinations.length === 0 ? `${name}: egress` : `${name}: ${destinations.join(", ")}`;
  return text.length <= LONGEST_DESCRIPTION ? text : `${name}: ${destinations.length} destinations`;
}

function rangesOf(connection: Binding["connections"][number]): readonly string[] {
  if (connection.kind !== "cidr") return [];
  const { protocol, from } = connection.ports;
  return connection.cidrs.map((cidr) => `${cidr} ${protocol} ${from}`);
}
