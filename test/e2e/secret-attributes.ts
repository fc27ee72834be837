import type { State } from "../../cli/state/states";

/** Concurrency tokens of APIs, which are not secrets. */
const HARMLESS = new Set(["lock_token"]);

/** Names of Terraform attributes with a secret value. Attributes that name, describe or count a secret are excluded. */
const SECRET = /(^|_)(password|passwords|auth_token|secret|secret_string|secret_binary|private_key|random_password|token)$/;

export interface SecretAttribute {
  readonly address: string;
  readonly path: string;
}

function isSecret(name: string): boolean {
  return SECRET.test(name) && !HARMLESS.has(name);
}

function filled(value: unknown, path: string): string[] {
  if (value !== null && typeof value === "object") {
    return Object.entries(value).flatMap(([key, inner]) =>
      isSecret(key) && holdsText(inner) ? [`${path}.${key}`] : filled(inner, `${path}.${key}`),
    );
  }
  return [];
}

function holdsText(value: unknown): boolean {
  if (typeof value === "string") return value.length > 0;
  return value !== null && typeof value === "object" && Object.values(value).some(holdsText);
}

/** Every attribute of a state with a secret in clear text. */
export function secretAttributes(state: State): SecretAttribute[] {
  return state.resources.flatMap(({ mode, type, name, instances }) => {
    const address = `${mode === "data" ? "data." : ""}${type}.${name}`;
    return instances.flatMap((instance) =>
      filled((instance as { attributes?: unknown }).attributes, "").map((path) => ({ address, path: path.slice(1) })),
    );
  });
}
