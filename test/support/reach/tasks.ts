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

/** The environment variables, secrets and permissions of the tasks of a service. */
export interface Task {
  readonly stack: string;
  readonly environment: ReadonlyMap<string, string>;
  readonly secrets: ReadonlyMap<string, string>;
  /** Statements of the task role. */
  readonly permissions: readonly Permission[];
  /** Statements of the task execution role. */
  readonly executionPermissions: readonly Permission[];
}

export interface Permission {
  readonly actions: readonly string[];
  /** One resource of a statement, as written. */
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
    permissions: permissionsOf(graph, graph.target(definition, "task_role_arn")),
    executionPermissions: permissionsOf(graph, graph.target(definition, "execution_role_arn")),
  };
}

function permissionsOf(graph: Graph, role: Node): readonly Permission[] {
  const ofRole = (type: string) => graph.all(type).filter((policy) => graph.refersTo(policy, "role", role));
  const managed = ofRole("aws_iam_role_policy_attachment").map((attachment) => graph.target(attachment, "policy_arn"));
  return [...ofRole("aws_iam_role_policy"), ...managed].flatMap(({ stack, block }) =>
    statements(block).flatMap(({ Action, Resource = [] }) =>
      [Resource].flat().map((resource) => ({ actions: [Action].flat(), resource, references: graph.references(stack, resource) })),
    ),
  );
}

function statements({ policy }: Block): readonly Statement[] {
  return (parse(policy) as { readonly Statement: readonly Statement[] }).Statement;
}

/** Parses JSON in a Terraform template. Quotes inside an expression belong to the expression, so they are escaped first. */
function parse(template: unknown): unknown {
  return JSON.parse(String(template).replaceAll(/\$\{[^}]*\}/g, (expression) => expression.replaceAll('"', '\\"')));
}
