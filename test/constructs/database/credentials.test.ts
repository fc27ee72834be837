import { type Block, referenceTo, resource } from "../../support/synth";
import { POSTGRES, synthDatabase } from "./fixtures";

const json = synthDatabase(POSTGRES);
const ephemeral = json.ephemeral as Readonly<Record<string, Readonly<Record<string, Block>>>>;
const version = resource(json, "aws_secretsmanager_secret_version");
const primary = resource(json, "aws_db_instance", "Database/Resource");

const only = (type: string) => {
  const entries = Object.entries(ephemeral[type] ?? {});
  expect(entries).toHaveLength(1);
  const [[name, block] = ["", {}]] = entries;
  return { address: `ephemeral.${type}.${name}`, block };
};

test("the password is ephemeral, long, and without characters that RDS or an address refuses", () => {
  expect(only("aws_secretsmanager_random_password").block).toEqual({ password_length: 32, exclude_punctuation: true });
});

test("the secret is written first, by a write-only argument, with what AWS's tools look for", () => {
  const { address } = only("aws_secretsmanager_random_password");
  expect(version).toMatchObject({
    secret_id: referenceTo(json, "aws_secretsmanager_secret", undefined, "arn"),
    secret_string_wo: `\${jsonencode({ engine = "postgres", username = "terrace", dbname = "photofeed", port = 5432, password = ${address}.random_password })}`,
  });
  expect(version).not.toHaveProperty("secret_string");
});

test("the database gets the password of exactly that version, so that a second try after half an apply gives it the same", () => {
  const { address, block } = only("aws_secretsmanager_secret_version");
  expect(block).toEqual({
    secret_id: referenceTo(json, "aws_secretsmanager_secret", undefined, "arn"),
    version_id: referenceTo(json, "aws_secretsmanager_secret_version", undefined, "version_id"),
  });
  expect(primary.password_wo).toBe(`\${jsondecode(${address}.secret_string).password}`);
  expect(primary).not.toHaveProperty("password");
});

test("a new password reaches secret and database in one apply", () => {
  expect(primary.password_wo_version).toBe(version.secret_string_wo_version);
});

test("the version that Terraform wrote keeps a label for ever: without one it would be removed, planned again, and overwrite a rotated password", () => {
  expect(version).toMatchObject({ version_stages: ["AWSCURRENT", "TERRACE"], lifecycle: { ignore_changes: ["version_stages"] } });
});

test("the secret has our key, a name that can be made again, and 30 days to change one's mind", () => {
  expect(resource(json, "aws_secretsmanager_secret")).toMatchObject({
    name_prefix: "dev-database-main-",
    kms_key_id: referenceTo(json, "aws_kms_key", "DataKey/Resource", "arn"),
    recovery_window_in_days: 30,
    lifecycle: { prevent_destroy: true },
  });
});
