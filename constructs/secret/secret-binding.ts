import { variablePrefix } from "../../config/variables";
import type { Binding } from "../core/bindings";
import type { RegionalSecret } from "./written-secret";

/** What a consumer gets of a secret: its one variable, fetched by ECS. */
export function secretBinding(name: string, { arn, readStatements }: Pick<RegionalSecret, "arn" | "readStatements">): Binding {
  return {
    name,
    environment: {},
    secrets: { [variablePrefix({ kind: "secret", name })]: arn },
    taskStatements: [],
    executionStatements: readStatements,
    connections: [],
  };
}
