import { text } from "node:stream/consumers";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { loadPlatform } from "../environment";
import { Problem, Refused } from "../problem";
import { findSecret, putSecret, secretValue } from "../secrets/set-secret";
import { enterTarget } from "../local/target";
import { secretNamed } from "../values/known";
import { type Call, DONE } from "../verb";

/** terrace secret set prod mail-key < file: writes a new value of a secret, read from standard input. */
export async function secretSet(call: Call): Promise<number> {
  const platform = loadPlatform(call.argument("environment"));
  const { name: environment, homeRegion, regions } = platform;
  const name = call.argument("name");
  const { arns } = secretNamed(platform, name);
  if (arns)
    throw new Refused(
      `Secret ${name} of ${environment} is an existing secret: ${Object.values(arns).join(", ")}.\n  fix: set it where it is managed; Terrace only reads it`,
    );
  const value = secretValue(await readValue(name));
  await enterTarget(call, platform);
  const client = new SecretsManagerClient({ region: homeRegion });
  const found = await findSecret(client, environment, name, homeRegion);
  await putSecret(client, found, value);
  const replicas = regions.map((region) => region.name).filter((region) => region !== homeRegion);
  call.report({ environment, secret: name, region: homeRegion, replicas }, [
    `Set secret ${name} of ${environment} in ${homeRegion}.${replicas.length > 0 ? ` Secrets Manager copies it to the replicas in ${replicas.join(", ")}.` : ""}`,
    "Tasks read it when they start: running tasks keep the earlier value until they are replaced.",
  ]);
  return DONE;
}

/** The value on standard input. At a terminal it is prompted for, and not shown. */
async function readValue(name: string): Promise<string> {
  if (!process.stdin.isTTY) return text(process.stdin);
  const clack = await import("@clack/prompts");
  const answer = await clack.password({ message: `Value of ${name}:`, output: process.stderr });
  if (typeof answer !== "string") throw new Problem("The secret was not changed.");
  return answer;
}
