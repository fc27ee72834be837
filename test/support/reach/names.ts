import type { Graph, Node } from "./graph";

/** All resources that a private DNS name can resolve to, by the records of its zone. A chain of more than ten names counts as a cycle. */
export function resolvedResources(graph: Graph, name: string, depth = 0): readonly Node[] {
  if (depth > 10) throw new Error(`${name} is part of a cycle of CNAMEs`);
  const records = graph.all("aws_route53_record").filter(({ block }) => block.name === name);
  return records.flatMap((record) =>
    (record.block.records as readonly string[]).flatMap((value) => {
      const references = graph.references(record.stack, value).map(({ node }) => node);
      return references.length > 0 ? references : resolvedResources(graph, value, depth + 1);
    }),
  );
}

/** Whether a VPC can resolve the names of a zone. */
export function resolvesZone(graph: Graph, vpc: Node, zoneName: string): boolean {
  return graph
    .all("aws_route53_zone")
    .filter(({ block }) => block.name === zoneName)
    .some(({ stack, block }) =>
      (block.vpc as readonly { vpc_id: unknown; vpc_region?: string }[]).some(
        ({ vpc_id, vpc_region }) => graph.one(stack, vpc_id) === vpc && vpc_region === vpc.region,
      ),
    );
}
