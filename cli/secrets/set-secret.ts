import {
  ListSecretsCommand,
  PutSecretValueCommand,
  type SecretListEntry,
  type SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { physicalName } from "../../constructs/core/names";
import { Problem } from "../problem";

/** The suffix that the provider appends to a name prefix. */
const SUFFIX = /^\d{18}[0-9a-f]{8}$/;

/** Whether a name in AWS is the one that Terrace created for a secret. `mail` is not `mail-key`. */
export function isSecretOf(name: string, environment: string, secret: string): boolean {
  const prefix = `${physicalName("secretPrefix", environment, "secret", secret)}-`;
  return name.startsWith(prefix) && SUFFIX.test(name.slice(prefix.length));
}

/**
 * The deployed secret.
 *
 * @throws Problem if it does not exist.
 */
export async function findSecret(
  client: SecretsManagerClient,
  environment: string,
  secret: string,
  region: string,
): Promise<SecretListEntry> {
  const prefix = physicalName("secretPrefix", environment, "secret", secret);
  let NextToken: string | undefined;
  do {
    const page = await client.send(new ListSecretsCommand({ Filters: [{ Key: "name", Values: [`${prefix}-`] }], NextToken }));
    const found = page.SecretList?.find(({ Name = "" }) => isSecretOf(Name, environment, secret));
    if (found) return found;
    ({ NextToken } = page);
  } while (NextToken !== undefined);
  throw new Problem(
    [
      `Secret ${secret} of ${environment} does not exist in ${region}.`,
      `  received  no secret whose name begins with ${prefix}-`,
      "  allowed   a secret that was deployed",
      `  fix       Deploy it first: npx --no-install terrace plan ${environment}, then deploy. It has a random value until it is set.`,
    ].join("\n"),
  );
}

/** Writes a new version. Secrets Manager copies it to the replicas. */
export async function putSecret(client: SecretsManagerClient, { ARN }: SecretListEntry, value: string): Promise<void> {
  await client.send(new PutSecretValueCommand({ SecretId: ARN, SecretString: value }));
}

/**
 * The value on standard input, without the line break at its end.
 *
 * @throws Problem if it is empty.
 */
export function secretValue(input: string): string {
  const value = input.replace(/\r?\n$/, "");
  if (value.trim() !== "") return value;
  throw new Problem(
    [
      "The secret was not changed: its value is empty.",
      `  received  ${input.length === 0 ? "nothing" : "only white space"} on standard input`,
      "  allowed   a value that is not empty",
      "  fix       Pass it on standard input: npx --no-install terrace secret set <environment> <name> < file",
    ].join("\n"),
  );
}
