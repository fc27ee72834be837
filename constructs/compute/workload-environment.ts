import type { Binding } from "../core/bindings";

/**
 * The environment variables of a container: the basics, the configured variables (which override basics), and those of its bindings.
 *
 * @throws Error if a binding's variable is already set to another value; the rules of `config/` report that first.
 */
export function workloadEnvironment(
  basics: Readonly<Record<string, string>>,
  own: Readonly<Record<string, string>>,
  bindings: readonly Binding[],
): Readonly<Record<string, string>> {
  return bindings.reduce((variables, binding) => join(variables, binding.environment, binding.name), { ...basics, ...own });
}

/** The secret variables of a container, which ECS reads by ARN. */
export function workloadSecrets(bindings: readonly Binding[]): Readonly<Record<string, string>> {
  return bindings.reduce<Readonly<Record<string, string>>>((secrets, binding) => join(secrets, binding.secrets, binding.name), {});
}

function join(variables: Readonly<Record<string, string>>, more: Readonly<Record<string, string>>, binding: string) {
  for (const [name, value] of Object.entries(more)) {
    const existing = variables[name];
    if (existing !== undefined && existing !== value) {
      throw new Error(`variable ${name} of "${binding}" is already set to another value: rename it in \`environment\``);
    }
  }
  return { ...variables, ...more };
}
