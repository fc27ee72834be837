import { EncryptionKey } from "../../../constructs/core/encryption-key";
import { Credentials } from "../../../constructs/database/credentials";
import { resource, synthesizeConstructs } from "../../support/synth";
import { COPY, CREDENTIALS, POSTGRES, synthDatabase } from "./fixtures";

const primary = synthDatabase(POSTGRES);
const copy = synthDatabase(POSTGRES, { role: COPY });
const lead = (json: typeof primary) => resource(json, "aws_db_instance", "Database/Resource");

test("a primary gets the password of exactly one version of the secret, so that a second try after half an apply gives it the same", () => {
  const ephemeral = primary.ephemeral as Readonly<Record<string, Readonly<Record<string, object>>>>;
  const [[name, block] = ["", {}], ...others] = Object.entries(ephemeral.aws_secretsmanager_secret_version ?? {});
  expect(others).toEqual([]);
  expect(block).toEqual({ secret_id: CREDENTIALS.secretArn, version_id: CREDENTIALS.versionId });
  expect(lead(primary).password_wo).toBe(`\${jsondecode(ephemeral.aws_secretsmanager_secret_version.${name}.secret_string).password}`);
  expect(lead(primary)).not.toHaveProperty("password");
});

test("a copy is given none, which RDS would refuse, and reads no secret", () => {
  expect(lead(copy)).toMatchObject({ password_wo: "" });
  expect(lead(copy)).not.toHaveProperty("password");
  expect(copy).not.toHaveProperty("ephemeral");
});

test("a promotion leaves the password alone: both roles remember the same version, which is the secret's", () => {
  const secret = synthesizeConstructs(
    (stack) =>
      void new Credentials(stack, "Credentials", { database: POSTGRES, key: new EncryptionKey(stack, "Key", { purpose: "shared-data" }) }),
  );
  const { secret_string_wo_version: version } = resource(secret, "aws_secretsmanager_secret_version");
  expect(lead(primary).password_wo_version).toBe(version);
  expect(lead(copy).password_wo_version).toBe(version);
});
