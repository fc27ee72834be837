import type { Binding } from "../../core/bindings";
import type { SecretPart, SecretVariable } from "./secret-parts";

/**
 * The bindings of a workload, in which the secrets that its `secrets` name have these variables instead of their default variable.
 *
 * @throws Error if a secret is not bound; the rules of `config/` report that first.
 */
export function withSecretVariables(bindings: readonly Binding[], variables: readonly SecretVariable[]): readonly Binding[] {
  for (const { variable, secret } of variables) {
    if (!bindings.some(({ name }) => name === secret))
      throw new Error(`variable ${variable} has the secret "${secret}", which the workload does not use: add it to \`uses\``);
  }
  return bindings.map((binding) => {
    const own = variables.filter(({ secret }) => secret === binding.name);
    if (own.length === 0) return binding;
    return { ...binding, secrets: Object.fromEntries(own.map((one) => [one.variable, valueFrom(binding, one)])) };
  });
}

/**
 * The reference in a container definition. A secret's binding has one variable.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
 */
function valueFrom({ name, secrets }: Binding, { key }: SecretPart): string {
  const [whole, ...others] = Object.values(secrets);
  if (whole === undefined || others.length > 0)
    throw new Error(`"${name}" is not a secret: \`secrets\` of a workload can name only secrets`);
  return key === undefined ? whole : `${whole}:${key}::`;
}
