import { parseSecretArn } from "../../aws/secret-arns";
import { sorted } from "../../language/collections";
import type { KindAndParts } from "../kind";
import type { Variables } from "../core/variables";
import type { SecretEntry } from "./schema";

/** A secret with a value for every field. */
export type SecretSettings = SecretEntry;

/** The model of a secret. */
export interface Secret {
  readonly name: string;
  readonly description: string;
  /** Existing secrets by region; undefined if Terrace creates the secret. */
  readonly arns?: Readonly<Record<string, string>>;
}

/** The part of an environment that a secret depends on. */
export interface SecretNeeds {
  /** The environment's name. */
  readonly name: string;
  readonly regions: Readonly<Record<string, unknown>>;
}

/** One variable, for example `MAIL_KEY_SECRET`. */
export const secretVariables = { suffix: "SECRET", parts: [] } as const satisfies Variables;

export function secretModel(
  { description, arns }: SecretSettings,
  { name, environment }: { name: string; environment: SecretNeeds },
): Secret {
  return {
    name,
    description: description ?? `${name} of ${environment.name}`,
    ...(arns === undefined ? {} : { arns: Object.fromEntries(sorted(arns)) }),
  };
}

export function secretNames(_settings: SecretSettings, { name }: { name: string }): readonly KindAndParts[] {
  return [["secretPrefix", name]];
}

/** Parameters require the endpoint of Systems Manager. */
export function secretEndpoints({ arns }: SecretSettings): readonly string[] {
  const services = Object.values(arns ?? {}).map((arn) => parseSecretArn(arn)?.service);
  return ["secretsmanager", ...(services.includes("ssm") ? ["ssm"] : [])];
}
