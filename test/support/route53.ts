import { Graph, type Node, type Reference, describe } from "./reach/graph";
import { assertZeroWeightsAreDocumented, choose, weightOf } from "./route53/choice";
import { type Group, groupsOf, keyOf } from "./route53/groups";
import { type Observe, isHealthy } from "./route53/health";
import { type RecordSet, type Zone, canonical, isIn, literal, recordSets } from "./route53/records";
import type { StackJson } from "./synth";

/** Who asks, and in what state the world is. */
export interface Question {
  /** The region that the client is in, or nearest to. */
  readonly from: string;
  /** Whether it asks from the platform's VPC there, where private zones are known. By default it asks from the internet. */
  readonly inside?: boolean;
  /** By default `A`. */
  readonly type?: string;
  /** What the health checks see. By default all is well. */
  readonly observe?: Observe;
  /** Whether a load balancer or the like that an alias evaluates is healthy. By default it is. */
  readonly isTargetHealthy?: (target: Node) => boolean;
}

/** Where a name leads in the end: an attribute of something of AWS, or a name or address as it is written. */
export type Target = Reference | string;

/** A way in which a question may be answered. */
export interface Answer {
  /** The record sets that lead there, from the one of the name that was asked for on. */
  readonly records: readonly RecordSet[];
  /** Of the first of them that has one. */
  readonly setIdentifier?: string;
  /** The region of the first of them that is chosen by latency. */
  readonly region?: string;
  readonly targets: readonly Target[];
  /** To what part of the questions this is the answer: 1, unless weights decide. */
  readonly share: number;
}

/** Longer chains than this are a circle. */
const LONGEST = 10;

/**
 * Answers as Route 53 would with the records of a synthesized platform, by the rules of its documentation: see `choose` for routing and
 * health, `isHealthy` for health checks. Wildcards, and policies that the platform does not use, are not known.
 *
 * @example
 * new Resolver(stacks).answers("origin.example.com", { from: "eu-west-1", observe: seeing("no data", followsAlarmIn("eu-west-1")) });
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

  /** The ways in which a name may be answered, likelier ones first; none if nothing is known of it. */
  public answers(name: string, question: Question): readonly Answer[] {
    const group = this.find(canonical(name), question);
    const answers = group ? this.follow(group, question, []) : [];
    return [...answers].sort((a, b) => b.share - a.share);
  }

  /**
   * The one way in which a name is answered.
   *
   * @throws if there is none, or weights decide between several.
   */
  public answer(name: string, question: Question): Answer {
    const [answer, ...others] = this.answers(name, question);
    if (!answer || others.length > 0) throw new Error(`${name} has ${answer ? others.length + 1 : "no"} answers`);
    return answer;
  }

  private find(name: string, { from, inside = false, type = "A" }: Question): Group | undefined {
    const zones = this.zonesOf(name, inside ? from : undefined);
    const keys = [type, "CNAME"].flatMap((each) => zones.map((zone) => keyOf({ zone, name, type: each })));
    return keys.map((key) => this.groups.get(key)).find((group) => group !== undefined);
  }

  /**
   * Where a name is looked for. In a VPC the private zone with the most specific name is asked, and no public one, even if it does not
   * have the name.
   *
   * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html
   */
  private zonesOf(name: string, vpcIn: string | undefined): readonly Zone[] {
    const known = this.zones.filter((zone) => vpcIn !== undefined && zone.knownIn?.includes(vpcIn) && isIn(name, zone.name ?? name));
    const [closest] = [...known].sort((a, b) => (b.name ?? "").length - (a.name ?? "").length);
    return closest ? [closest] : this.zones.filter(({ knownIn }) => !knownIn);
  }

  private follow(group: Group, question: Question, before: readonly RecordSet[]): readonly Answer[] {
    assertNoCircle(before);
    return choose(group, question.from, (record) => this.isRecordHealthy(record, question)).flatMap(({ record, share }) => {
      const records = [...before, record];
      const next = this.next(record, question);
      if ("targets" in next) return [answer(records, next.targets, share)];
      return this.follow(next.group, question, records).map((each) => ({ ...each, share: each.share * share }));
    });
  }

  /** Other records, or the end. */
  private next(record: RecordSet, question: Question): { readonly group: Group } | { readonly targets: readonly Target[] } {
    const group = record.leadsTo.kind === "alias" ? this.aliased(record) : this.named(record, question);
    if (group) return { group };
    const { leadsTo, node } = record;
    return { targets: (leadsTo.kind === "alias" ? [leadsTo.target] : leadsTo.values).map((value) => this.target(node.stack, value)) };
  }

  /** The records of the same zone and type that an alias stands for, if it does not stand for something else. */
  private aliased({ zone, type, node, leadsTo }: RecordSet): Group | undefined {
    if (leadsTo.kind !== "alias") return undefined;
    return this.groups.get(keyOf({ zone, type, name: canonical(literal(this.graph, node.stack, leadsTo.target)) }));
  }

  /** The records that a CNAME names, if they are of the platform. */
  private named({ type, node, leadsTo }: RecordSet, question: Question): Group | undefined {
    if (type !== "CNAME" || leadsTo.kind !== "values") return undefined;
    const name = canonical(literal(this.graph, node.stack, leadsTo.values[0] ?? ""));
    const group = this.find(name, question);
    const lost = !group && this.zones.some((zone) => zone.name !== undefined && isIn(name, zone.name));
    if (lost) throw new Error(`${describe(node)} leads to ${name}, which is not known to a client in ${question.from}`);
    return group;
  }

  private target(stack: string, value: string): Target {
    const [reference] = this.graph.references(stack, value);
    return reference ?? literal(this.graph, stack, value);
  }

  /**
   * An alias with a check and with the health of its target evaluated needs both to be healthy.
   *
   * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-complex-configs.html
   */
  private isRecordHealthy(record: RecordSet, question: Question, depth = 0): boolean {
    if (depth > LONGEST) throw new Error(`${record.name} leads in a circle`);
    const { healthCheck, leadsTo } = record;
    if (healthCheck && !this.isHealthy(healthCheck, question.observe)) return false;
    if (leadsTo.kind !== "alias" || !leadsTo.evaluatesHealth) return true;
    const group = this.aliased(record);
    if (!group) return this.isEndHealthy(record, question);
    const healthy = group.filter((each) => this.isRecordHealthy(each, question, depth + 1));
    if (healthy.length > 0 && group[0].policy.kind === "weighted" && healthy.every((each) => weightOf(each) === 0)) {
      assertZeroWeightsAreDocumented(group);
    }
    return healthy.length > 0;
  }

  /** "You can't set EvaluateTargetHealth to true when the alias target is a CloudFront distribution." */
  private isEndHealthy({ node, leadsTo }: RecordSet, { isTargetHealthy = () => true }: Question): boolean {
    const target = leadsTo.kind === "alias" ? this.target(node.stack, leadsTo.target) : "";
    if (typeof target === "string") return true;
    if (target.node.type === "aws_cloudfront_distribution") throw new Error(`${describe(node)}: Route 53 cannot evaluate a distribution`);
    return isTargetHealthy(target.node);
  }
}

function assertNoCircle(records: readonly RecordSet[]): void {
  if (records.length > LONGEST) throw new Error(`${records[0]?.name ?? ""} leads in a circle`);
}

function answer(records: readonly RecordSet[], targets: readonly Target[], share: number): Answer {
  const setIdentifier = records.map((record) => record.setIdentifier).find((each) => each !== undefined);
  const region = records.map(({ policy }) => (policy.kind === "latency" ? policy.region : undefined)).find((each) => each !== undefined);
  return { records, targets, share, ...(setIdentifier !== undefined && { setIdentifier }), ...(region !== undefined && { region }) };
}
