import { Graph, type Node, type Reference, describe } from "./reach/graph";
import { assertZeroWeightsAreDocumented, choose, weightOf } from "./route53/choice";
import { type Group, groupsOf, keyOf } from "./route53/groups";
import { type Observe, isHealthy } from "./route53/health";
import { type RecordSet, type Zone, canonical, isIn, literal, recordSets } from "./route53/records";
import type { StackJson } from "./synth";

/** A DNS query: the client, and the state of health checks and targets. */
export interface Query {
  /** The client's region, or the region nearest to the client. */
  readonly from: string;
  /** Whether the client is in the platform's VPC of that region, which resolves private zones. Default: a client on the internet. */
  readonly inside?: boolean;
  /** @default `A` */
  readonly type?: string;
  /** The observation of each health check. Default: every check succeeds. */
  readonly observe?: Observe;
  /** Whether an alias target with evaluated health, such as a load balancer, is healthy. Default: healthy. */
  readonly isTargetHealthy?: (target: Node) => boolean;
}

/** The final target of a name: an attribute of an AWS resource, or a literal name or address. */
export type Target = Reference | string;

/** A possible response to a query. */
export interface Answer {
  /** The chain of record sets, starting with the record set of the queried name. */
  readonly records: readonly RecordSet[];
  /** The first set identifier in the chain. */
  readonly setIdentifier?: string;
  /** The region of the first latency record in the chain. */
  readonly region?: string;
  readonly targets: readonly Target[];
  /** The share of queries with this response: 1 unless weights apply. */
  readonly share: number;
}

/** Longer chains count as cycles. */
const MAX_CHAIN = 10;

/**
 * Resolves names as Route 53 does, with the records of a synthesized platform, by the documented rules: see `choose` for routing and health,
 * `isHealthy` for health checks. Wildcards, and routing policies that the platform does not use, are not supported.
 *
 * @example
 * new Resolver(stacks).answers("origin.example.com", { from: "eu-west-1", observe: observing("no data", followsAlarmIn("eu-west-1")) });
 */
export class Resolver {
  private readonly graph: Graph;
  private readonly groups: ReadonlyMap<string, Group>;
  private readonly zones: readonly Zone[];

  public constructor(stacks: ReadonlyMap<string, StackJson>) {
    this.graph = new Graph(stacks);
    const records = recordSets(this.graph);
    this.groups = groupsOf(records);
    this.zones = [...new Map(records.map(({ zone }) => [zone.key, zone])).values()];
  }

  /** All names that have a record. */
  public names(): readonly string[] {
    return [...new Set([...this.groups.values()].map(([{ name }]) => name))].sort();
  }

  /** All health checks. */
  public healthChecks(): readonly Node[] {
    return this.graph.all("aws_route53_health_check");
  }

  public isHealthy(check: Node, observe: Observe = () => "ok"): boolean {
    return isHealthy(this.graph, check, observe);
  }

  /** The possible responses for a name, most likely first. Empty if the name does not resolve. */
  public answers(name: string, query: Query): readonly Answer[] {
    const group = this.find(canonical(name), query);
    const answers = group ? this.follow(group, query, []) : [];
    return [...answers].sort((a, b) => b.share - a.share);
  }

  /**
   * The only response for a name.
   *
   * @throws if the name does not resolve, or has several weighted responses.
   */
  public answer(name: string, query: Query): Answer {
    const [answer, ...others] = this.answers(name, query);
    if (!answer || others.length > 0) throw new Error(`${name} has ${answer ? others.length + 1 : "no"} answers`);
    return answer;
  }

  private find(name: string, { from, inside = false, type = "A" }: Query): Group | undefined {
    const zones = this.zonesOf(name, inside ? from : undefined);
    const keys = [type, "CNAME"].flatMap((each) => zones.map((zone) => keyOf({ zone, name, type: each })));
    return keys.map((key) => this.groups.get(key)).find((group) => group !== undefined);
  }

  /**
   * The zones in which a name is resolved. In a VPC, only the private zone with the most specific matching name is used. There is no fallback
   * to a public zone if the private zone does not have the name.
   *
   * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html
   */
  private zonesOf(name: string, vpcIn: string | undefined): readonly Zone[] {
    const known = this.zones.filter((zone) => vpcIn !== undefined && zone.vpcRegions?.includes(vpcIn) && isIn(name, zone.name ?? name));
    const [closest] = [...known].sort((a, b) => (b.name ?? "").length - (a.name ?? "").length);
    return closest ? [closest] : this.zones.filter(({ vpcRegions }) => !vpcRegions);
  }

  private follow(group: Group, query: Query, before: readonly RecordSet[]): readonly Answer[] {
    assertNoCycle(before);
    return choose(group, query.from, (record) => this.isRecordHealthy(record, query)).flatMap(({ record, share }) => {
      const records = [...before, record];
      const next = this.next(record, query);
      if ("targets" in next) return [answer(records, next.targets, share)];
      return this.follow(next.group, query, records).map((each) => ({ ...each, share: each.share * share }));
    });
  }

  /** The next records of the chain, or its final targets. */
  private next(record: RecordSet, query: Query): { readonly group: Group } | { readonly targets: readonly Target[] } {
    const group = record.routesTo.kind === "alias" ? this.aliased(record) : this.named(record, query);
    if (group) return { group };
    const { routesTo, node } = record;
    return { targets: (routesTo.kind === "alias" ? [routesTo.target] : routesTo.values).map((value) => this.target(node.stack, value)) };
  }

  /** The records of the same zone and type that an alias targets. Undefined if the alias targets another AWS resource. */
  private aliased({ zone, type, node, routesTo }: RecordSet): Group | undefined {
    if (routesTo.kind !== "alias") return undefined;
    return this.groups.get(keyOf({ zone, type, name: canonical(literal(this.graph, node.stack, routesTo.target)) }));
  }

  /** The records that a CNAME points to, if they belong to the platform. */
  private named({ type, node, routesTo }: RecordSet, query: Query): Group | undefined {
    if (type !== "CNAME" || routesTo.kind !== "values") return undefined;
    const name = canonical(literal(this.graph, node.stack, routesTo.values[0] ?? ""));
    const group = this.find(name, query);
    const lost = !group && this.zones.some((zone) => zone.name !== undefined && isIn(name, zone.name));
    if (lost) throw new Error(`${describe(node)} points to ${name}, which a client in ${query.from} cannot resolve`);
    return group;
  }

  private target(stack: string, value: string): Target {
    const [reference] = this.graph.references(stack, value);
    return reference ?? literal(this.graph, stack, value);
  }

  /**
   * An alias with a health check and with evaluated target health requires both to be healthy.
   *
   * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-complex-configs.html
   */
  private isRecordHealthy(record: RecordSet, query: Query, depth = 0): boolean {
    if (depth > MAX_CHAIN) throw new Error(`${record.name} is part of a cycle`);
    const { healthCheck, routesTo } = record;
    if (healthCheck && !this.isHealthy(healthCheck, query.observe)) return false;
    if (routesTo.kind !== "alias" || !routesTo.evaluatesHealth) return true;
    const group = this.aliased(record);
    if (!group) return this.isAliasTargetHealthy(record, query);
    const healthy = group.filter((each) => this.isRecordHealthy(each, query, depth + 1));
    if (healthy.length > 0 && group[0].policy.kind === "weighted" && healthy.every((each) => weightOf(each) === 0)) {
      assertZeroWeightsAreDocumented(group);
    }
    return healthy.length > 0;
  }

  /** "You can't set EvaluateTargetHealth to true when the alias target is a CloudFront distribution." */
  private isAliasTargetHealthy({ node, routesTo }: RecordSet, { isTargetHealthy = () => true }: Query): boolean {
    const target = routesTo.kind === "alias" ? this.target(node.stack, routesTo.target) : "";
    if (typeof target === "string") return true;
    if (target.node.type === "aws_cloudfront_distribution") throw new Error(`${describe(node)}: Route 53 cannot evaluate a distribution`);
    return isTargetHealthy(target.node);
  }
}

function assertNoCycle(records: readonly RecordSet[]): void {
  if (records.length > MAX_CHAIN) throw new Error(`${records[0]?.name ?? ""} is part of a cycle`);
}

function answer(records: readonly RecordSet[], targets: readonly Target[], share: number): Answer {
  const setIdentifier = records.map((record) => record.setIdentifier).find((each) => each !== undefined);
  const region = records.map(({ policy }) => (policy.kind === "latency" ? policy.region : undefined)).find((each) => each !== undefined);
  return { records, targets, share, ...(setIdentifier !== undefined && { setIdentifier }), ...(region !== undefined && { region }) };
}
