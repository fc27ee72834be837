import type { Construct } from "constructs";
import type { Binding } from "../../core/bindings";
import { placementOf } from "../../core/placement";
import type { PolicyStatement } from "../../core/policy";
import type { Container } from "../model";
import { workloadEnvironment, workloadSecrets } from "../workload-environment";
import type { WorkloadKind } from "../workloads";
import { ComposedVariables } from "./composed-variables";
import { resolveVariables } from "./resolve";
import { withSecretVariables } from "./secret-variables";

export interface WorkloadVariablesProps {
  /** Name of the workload. */
  readonly workload: string;
  readonly kind: WorkloadKind;
  readonly container: Pick<Container, "environment" | "references" | "secrets">;
  /** Variables of every container, for example `PORT`. */
  readonly basics: Readonly<Record<string, string>>;
  readonly bindings: readonly Binding[];
  /** KMS key of parameters with composed values. Undefined if no workload can have any. */
  readonly key: { readonly arn: string } | undefined;
}

/** All variables of a container, and the permissions that ECS requires to read secret values. */
export interface WorkloadVariables {
  readonly environment: Readonly<Record<string, string>>;
  /** Reference to each secret value, by variable. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Labels that change with composed values, so that a deployment starts. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Permissions of the execution role in addition to those of the bindings. */
  readonly executionStatements: readonly PolicyStatement[];
}

const LABEL = "terrace.variable.";

export function workloadVariables(scope: Construct, props: WorkloadVariablesProps): WorkloadVariables {
  const { container, bindings } = props;
  const { environment, region } = placementOf(scope);
  const basics = { AWS_REGION: region, ENVIRONMENT: environment, ...props.basics };
  const named = withSecretVariables(bindings, container.secrets);
  const { plain, secrets, composed } = resolveVariables(container.references, bindings);
  const parameters = composedVariables(scope, props, composed);
  return {
    environment: workloadEnvironment(basics, { ...container.environment, ...plain }, named),
    secrets: { ...workloadSecrets(named), ...secrets, ...parameters?.secrets },
    ...(parameters && { labels: labelsOf(parameters.versions) }),
    executionStatements: parameters?.executionStatements ?? [],
  };
}

function labelsOf(versions: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(versions).map(([variable, version]) => [`${LABEL}${variable}`, version]));
}

function composedVariables(
  scope: Construct,
  { kind, workload, key }: WorkloadVariablesProps,
  values: ReturnType<typeof resolveVariables>["composed"],
): ComposedVariables | undefined {
  const [first] = Object.keys(values);
  if (first === undefined) return undefined;
  if (!key) throw new Error(`variable ${first} of "${workload}" contains a secret, but the region has no KMS key for parameters`);
  return new ComposedVariables(scope, "Variables", { kind, workload, values, key });
}
