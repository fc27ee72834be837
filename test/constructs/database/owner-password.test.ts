import { EncryptionKey } from "../../../constructs/core/encryption-key";
import { Credentials } from "../../../constructs/database/credentials";
import { resource, synthesizeConstructs } from "../../support/synth";
import { REPLICA, CREDENTIALS, POSTGRES, synthDatabase } from "./fixtures";

const primary = synthDatabase(POSTGRES);
const replica = synthDatabase(POSTGRES, { role: REPLICA });
const lead = (json: typeof primary) => resource(json, "aws_db_instance", "Database/Resource");

test("a primary gets the password of exactly one secret version, so that a retry after an interrupted apply sets the same password", () => {
  const ephemeral = primary.ephemeral as Readonly<Record<string, Readonly<Record<string, object>>>>;
  const [[name, block] = ["", {}], ...others] = Object.entries(ephemeral.aws_secretsmanager_secret_version ?? {});
  expect(others).toEqual([]);
  expect(block).toEqual({ secret_id: CREDENTIALS.secretArn, version_id: CREDENTIALS.versionId });
  expect(lead(primary).password_wo).toBe(`\${jsondecode(ephemeral.aws_secretsmanager_secret_version.${name}.secret_string).password}`);
  expect(lead(primary)).not.toHaveProperty("password");
});

test("sets no password on a replica and reads no secret", () => {
  expect(lead(replica)).toMatchObject({ password_wo: "" });
  expect(lead(replica)).not.toHaveProperty("password");
  expect(replica).not.toHaveProperty("ephemeral");
});

test("a promotion does not change the password: both roles keep the secret's version", () => {
  const secret = synthesizeConstructs(
    (stack) =>
      void new Credentials(stack, "Credentials", { database: POSTGRES, key: new EncryptionKey(stack, "Key", { purpose: "shared-data" }) }),
  );
  const { secret_string_wo_version: version } = resource(secret, "aws_secretsmanager_secret_version");
  expect(lead(primary).password_wo_version).toBe(version);
  expect(lead(replica).password_wo_version).toBe(version);
});
