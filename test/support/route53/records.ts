import { type Graph, type Node, describe } from "../reach/graph";
import type { Block } from "../synth";
import { isTrue } from "./health";

/** The routing policy, by which Route 53 chooses among the records of one name and type. */
export type Policy =
  | { readonly kind: "simple" }
  | { readonly kind: "latency"; readonly region: string }
  | { readonly kind: "weighted"; readonly weight: number }
  | { readonly kind: "failover"; readonly role: string };

export interface Zone {
  /** A unique key: the resource that creates the zone, or the ID of an existing zone. */
  readonly key: string;
  /** Undefined for an existing zone. */
  readonly name?: string;
  /** The regions of the VPCs of a private zone; undefined for a public zone. */
  readonly vpcRegions?: readonly string[];
}

export interface RecordSet {
  readonly node: Node;
  readonly zone: Zone;
  readonly name: string;
  readonly type: string;
  readonly policy: Policy;
  readonly setIdentifier?: string;
  readonly healthCheck?: Node;
  /** Each value is a literal or an unevaluated expression, as written. */
  readonly routesTo:
    | { readonly kind: "alias"; readonly target: string; readonly evaluatesHealth: boolean }
    | { readonly kind: "values"; readonly values: readonly string[] };
}

/** All record sets whose names are known at synthesis. The others validate certificates; no client queries them. */
export function recordSets(graph: Graph): readonly RecordSet[] {
  return graph.all("aws_route53_record").flatMap((node) => {
    const zone = zoneOf(graph, node);
    const name = nameOf(graph, node, zone);
    return name === undefined ? [] : [recordSet(graph, node, zone, name)];
  });
}

function recordSet(graph: Graph, node: Node, zone: Zone, name: string): RecordSet {
  const { block, stack } = node;
  return {
    node,
    zone,
    name,
    type: String(block.type),
    policy: policyOf(node),
    ...(typeof block.set_identifier === "string" && { setIdentifier: block.set_identifier }),
    ...(typeof block.health_check_id === "string" && { healthCheck: graph.one(stack, block.health_check_id) }),
    routesTo: routesTo(node),
  };
}

function routesTo(node: Node): RecordSet["routesTo"] {
  const alias = nested(node.block.alias);
  const values = node.block.records as readonly string[] | undefined;
  if (alias && !values) return { kind: "alias", target: String(alias.name), evaluatesHealth: isTrue(alias.evaluate_target_health) };
  if (values && values.length > 0 && !alias) return { kind: "values", values };
  throw new Error(`${describe(node)} must have either an alias or values`);
}

const UNKNOWN_POLICIES = ["geolocation", "geoproximity", "cidr"].map((policy) => `${policy}_routing_policy`);

function policyOf(node: Node): Policy {
  const { block } = node;
  const [latency, weighted, failover] = ["latency", "weighted", "failover"].map((kind) => nested(block[`${kind}_routing_policy`]));
  const unknown =
    UNKNOWN_POLICIES.find((policy) => nested(block[policy])) ?? (isTrue(block.multivalue_answer_routing_policy) && "multivalue");
  if (unknown) throw new Error(`${describe(node)}: the test resolver does not support ${unknown}`);
  if ([latency, weighted, failover].filter(Boolean).length > 1) throw new Error(`${describe(node)} has two routing policies`);
  if (latency) return { kind: "latency", region: String(latency.region) };
  if (weighted) return { kind: "weighted", weight: Number(weighted.weight) };
  if (failover) return { kind: "failover", role: String(failover.type) };
  return { kind: "simple" };
}

function zoneOf(graph: Graph, { stack, block }: Node): Zone {
  const [reference] = graph.references(stack, block.zone_id);
  if (!reference) return { key: String(block.zone_id) };
  const { node } = reference;
  const vpcs = blocks(node.block.vpc);
  return {
    key: describe(node),
    ...(typeof node.block.name === "string" && { name: canonical(node.block.name) }),
    ...(vpcs.length > 0 && { vpcRegions: vpcs.map(({ vpc_region }) => (typeof vpc_region === "string" ? vpc_region : node.region)) }),
  };
}

/** The provider appends the zone's name to a name that does not end in it. */
function nameOf(graph: Graph, { stack, block }: Node, zone: Zone): string | undefined {
  const name = canonical(literal(graph, stack, String(block.name)));
  if (name.includes("${")) return undefined;
  if (zone.name === undefined || isIn(name, zone.name)) return name;
  return name === "" ? zone.name : `${name}.${zone.name}`;
}

const INTERPOLATION = /\$\{[^{}]*\}/g;

/** Replaces references to arguments of resources by the arguments' values. */
export function literal(graph: Graph, stack: string, text: string): string {
  return text.replace(INTERPOLATION, (expression) => {
    const [reference, ...others] = graph.references(stack, expression);
    if (!reference || others.length > 0) return expression;
    const { node, attribute } = reference;
    const written = node.type === "aws_route53_record" && attribute === "fqdn" ? node.block.name : node.block[attribute];
    return typeof written === "string" ? literal(graph, node.stack, written) : expression;
  });
}

/** The canonical form of a name: DNS is case-insensitive, and a final dot is ignored here. */
export function canonical(name: string): string {
  return name.includes("${") ? name : name.toLowerCase().replace(/\.$/, "");
}

/** Whether a name is the name of a zone or below it. */
export function isIn(name: string, zone: string): boolean {
  return name === zone || name.endsWith(`.${zone}`);
}

/** A nested block that occurs at most once. */
function nested(value: unknown): Block | undefined {
  return blocks(value)[0];
}

/** Nested blocks. An object counts as a list with one block. */
function blocks(value: unknown): readonly Block[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]) as readonly Block[];
}
