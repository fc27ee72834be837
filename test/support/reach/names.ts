import type { Graph, Node } from "./graph";

/** Everything that a private name may lead to, by the records of its zone. Longer chains than ten names are a circle. */
export function leadsTo(graph: Graph, name: string, depth = 0): readonly Node[] {
  if (depth > 10) throw new Error(`${name} leads in a circle`);
  const records = graph.all("aws_route53_record").filter(({ block }) => block.name === name);
  return records.flatMap((record) =>
    (record.block.records as readonly string[]).flatMap((value) => {
      const references = graph.references(record.stack, value).map(({ node }) => node);
      return references.length > 0 ? references : leadsTo(graph, value, depth + 1);
    }),
  );
}

/** Whether a VPC can look names of a zone up. */
export function knowsZone(graph: Graph, vpc: Node, zoneName: string): boolean {
  return graph
    .all("aws_route53_zone")
    .filter(({ block }) => block.name === zoneName)
    .some(({ stack, block }) =>
      (block.vpc as readonly { vpc_id: unknown; vpc_region?: string }[]).some(
        ({ vpc_id, vpc_region }) => graph.one(stack, vpc_id) === vpc && vpc_region === vpc.region,
      ),
    );
}
