import { EncryptionKey } from "../../../constructs/core/encryption-key";
import { Credentials } from "../../../constructs/database/credentials";
import { type Block, referenceTo, resource, resources, synthesizeConstructs } from "../../support/synth";
import { POSTGRES } from "./fixtures";

const json = synthesizeConstructs(
  (stack) =>
    void new Credentials(stack, "Credentials", { database: POSTGRES, key: new EncryptionKey(stack, "Key", { purpose: "shared-data" }) }),
);
const ephemeral = json.ephemeral as Readonly<Record<string, Readonly<Record<string, Block>>>>;
const version = resource(json, "aws_secretsmanager_secret_version");

const only = (type: string) => {
  const entries = Object.entries(ephemeral[type] ?? {});
  expect(entries).toHaveLength(1);
  const [[name, block] = ["", {}]] = entries;
  return { address: `ephemeral.${type}.${name}`, block };
};

test("the password is ephemeral, long, and without characters that RDS rejects or URLs escape", () => {
  expect(only("aws_secretsmanager_random_password").block).toEqual({ password_length: 32, exclude_punctuation: true });
});

test("the secret is written by a write-only argument, with the fields that AWS tools read", () => {
  const { address } = only("aws_secretsmanager_random_password");
  expect(version).toMatchObject({
    secret_id: referenceTo(json, "aws_secretsmanager_secret", undefined, "arn"),
    secret_string_wo: `\${jsonencode({ engine = "postgres", username = "terrace", dbname = "photofeed", port = 5432, password = ${address}.random_password })}`,
  });
  expect(version).not.toHaveProperty("secret_string");
});

test("the version that Terraform wrote keeps a label permanently: without one AWS removes it, and Terraform recreates it over a rotated password", () => {
  expect(version).toMatchObject({ version_stages: ["AWSCURRENT", "TERRACE"], lifecycle: { ignore_changes: ["version_stages"] } });
});

test("the secret has a customer managed key, a reusable name prefix and a recovery window of 30 days", () => {
  expect(resource(json, "aws_secretsmanager_secret")).toMatchObject({
    name_prefix: "dev-database-main-",
    kms_key_id: referenceTo(json, "aws_kms_key", "Key/Resource", "arn"),
    recovery_window_in_days: 30,
    lifecycle: { prevent_destroy: true },
  });
});

test("names inside the data are persisted, and a change fails the plan", () => {
  const [names] = resources(json, "terraform_data");
  expect(names).toMatchObject({ input: { databaseName: "photofeed", username: "terrace" }, lifecycle: { ignore_changes: ["input"] } });
  const [{ condition, error_message } = { condition: "", error_message: "" }] = (
    names?.lifecycle as { postcondition: { condition: string; error_message: string }[] }
  ).postcondition;
  expect(condition).toBe('${self.output.databaseName == "photofeed" && self.output.username == "terrace"}');
  for (const part of [
    "${self.output.databaseName}",
    'Received: databaseName "photofeed"',
    "Allowed: the original values",
    "create a second database",
  ])
    expect(error_message).toContain(part);
});
