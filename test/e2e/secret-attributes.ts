import type { State } from "../../cli/state/states";

/** What an API hands out against two writers at once opens nothing. */
const HARMLESS = new Set(["lock_token"]);

/** Names of attributes that hold a secret, in Terraform's words. Those that name, describe or count one are none. */
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

/** Every attribute of a state that holds a secret in clear. */
export function secretAttributes(state: State): SecretAttribute[] {
  return state.resources.flatMap(({ mode, type, name, instances }) => {
    const address = `${mode === "data" ? "data." : ""}${type}.${name}`;
    return instances.flatMap((instance) =>
      filled((instance as { attributes?: unknown }).attributes, "").map((path) => ({ address, path: path.slice(1) })),
    );
  });
}
