import type { Binding } from "../core/bindings";

/**
 * The environment variables of a container: the basics, what the team wrote (which may replace a basic), and what its bindings give.
 *
 * @throws Error if a binding's variable has another value already; the rules of `config/` find that first.
 */
export function workloadEnvironment(
  basics: Readonly<Record<string, string>>,
  own: Readonly<Record<string, string>>,
  bindings: readonly Binding[],
): Readonly<Record<string, string>> {
  return bindings.reduce((variables, binding) => join(variables, binding.environment, binding.name), { ...basics, ...own });
}

/** The variables of a container that ECS fetches by reference. */
export function workloadSecrets(bindings: readonly Binding[]): Readonly<Record<string, string>> {
  return bindings.reduce<Readonly<Record<string, string>>>((secrets, binding) => join(secrets, binding.secrets, binding.name), {});
}

function join(variables: Readonly<Record<string, string>>, more: Readonly<Record<string, string>>, binding: string) {
  for (const [name, value] of Object.entries(more)) {
    const existing = variables[name];
    if (existing !== undefined && existing !== value) {
      throw new Error(`variable ${name} of "${binding}" is set already, to another value: rename the variable in environment`);
    }
  }
  return { ...variables, ...more };
}
