import { sorted } from "../../../language/collections";

/** The part of a secret that a variable holds. */
export interface SecretPart {
  /** Name of the secret. */
  readonly secret: string;
  /** Key of its JSON object; undefined: the whole value. */
  readonly key?: string;
}

/** Parses a value of a workload's `secrets`. A key can contain dots, the name of a secret cannot. */
export function parseSecretPart(value: string): SecretPart {
  const dot = value.indexOf(".");
  return dot < 0 ? { secret: value } : { secret: value.slice(0, dot), key: value.slice(dot + 1) };
}

/** A variable with the value of a secret, or of a key of its JSON object. */
export interface SecretVariable extends SecretPart {
  readonly variable: string;
}

/** The model of a workload's `secrets`, sorted by variable. */
export function secretVariables(secrets: Readonly<Record<string, string>>): readonly SecretVariable[] {
  return sorted(secrets).map(([variable, value]) => ({ variable, ...parseSecretPart(value) }));
}
