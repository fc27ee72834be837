import type { Block } from "../synth";
import type { Graph, Node, Reference } from "./graph";

interface Container {
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  readonly secrets: readonly { readonly name: string; readonly valueFrom: string }[];
}

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
}

/** What the tasks of a service are told and what they may do. */
export interface Task {
  readonly stack: string;
  readonly environment: ReadonlyMap<string, string>;
  readonly secrets: ReadonlyMap<string, string>;
  /** Statements of the role that the program has. */
  readonly rights: readonly Right[];
  /** Statements of the role that starts it. */
  readonly startRights: readonly Right[];
}

export interface Right {
  readonly actions: readonly string[];
  /** One resource of a statement, as it is written. */
  readonly resource: string;
  readonly references: readonly Reference[];
}

export function taskOf(graph: Graph, service: Node): Task {
  const definition = graph.target(service, "task_definition");
  const [container] = parse(definition.block.container_definitions) as readonly Container[];
  if (!container) throw new Error(`${service.stack} ${service.name} has no container`);
  return {
    stack: definition.stack,
    environment: new Map(container.environment.map(({ name, value }) => [name, value])),
    secrets: new Map(container.secrets.map(({ name, valueFrom }) => [name, valueFrom])),
    rights: rightsOf(graph, graph.target(definition, "task_role_arn")),
    startRights: rightsOf(graph, graph.target(definition, "execution_role_arn")),
  };
}

function rightsOf(graph: Graph, role: Node): readonly Right[] {
  const policies = graph.all("aws_iam_role_policy").filter((policy) => graph.refersTo(policy, "role", role));
  return policies.flatMap(({ stack, block }) =>
    statements(block).flatMap(({ Action, Resource = [] }) =>
      [Resource].flat().map((resource) => ({ actions: [Action].flat(), resource, references: graph.references(stack, resource) })),
    ),
  );
}

function statements({ policy }: Block): readonly Statement[] {
  return (parse(policy) as { readonly Statement: readonly Statement[] }).Statement;
}

/** JSON in a template of Terraform's: quotes inside an expression are Terraform's own. */
function parse(template: unknown): unknown {
  return JSON.parse(String(template).replaceAll(/\$\{[^}]*\}/g, (expression) => expression.replaceAll('"', '\\"')));
}
