import { variablePrefix } from "../core/variables";
import type { Binding } from "../core/bindings";
import type { PolicyStatement } from "../core/policy";
import { secretVariables } from "./model";

export interface ReadableSecret {
  /** What ECS reads: an ARN, with the part that is selected of it. */
  readonly valueFrom: string;
  /** The permissions to read it. */
  readonly readStatements: readonly PolicyStatement[];
}

/** What a consumer gets of a secret: its one variable, fetched by ECS. */
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
