import { variablePrefix } from "../core/variables";
import type { Binding } from "../core/bindings";
import type { PolicyStatement } from "../core/policy";
import { secretVariables } from "./model";

export interface ReadableSecret {
  /** The ARN that ECS reads, with the selected part. */
  readonly valueFrom: string;
  /** The permissions to read it. */
  readonly readStatements: readonly PolicyStatement[];
}

/** The binding of a secret's consumer: one variable, which ECS reads. */
export function secretBinding(name: string, { valueFrom, readStatements }: ReadableSecret): Binding {
  return {
    name,
    environment: {},
    secrets: { [variablePrefix(secretVariables, name)]: valueFrom },
    taskStatements: [],
    executionStatements: readStatements,
    connections: [],
  };
}
