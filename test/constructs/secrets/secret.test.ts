import type { Secret as SecretModel } from "../../../config/model";
import { EncryptionKey } from "../../../constructs/core/encryption-key";
import type { Placement } from "../../../constructs/core/placement";
import { Secret } from "../../../constructs/secrets/secret";
import { referenceTo, resource, resources, type StackJson, synthesizeConstructs, outputValue } from "../../support/synth";

const SECRET_ARN = "arn:aws:secretsmanager:us-east-1:123456789012:secret:mail-AbCdEf";
const PARAMETER_ARN = "arn:aws:ssm:us-east-1:123456789012:parameter/mail";

function synth(secret: SecretModel, placement: Partial<Placement> = {}): StackJson {
  return synthesizeConstructs((stack) => {
    const made = new Secret(stack, "Secret", { secret, key: new EncryptionKey(stack, "DataKey", { purpose: "data" }) });
    stack.addOverride("output.binding.value", made.bind());
  }, placement);
}

const binding = (json: StackJson) => outputValue(json, "binding");

describe("a secret of ours", () => {
  const json = synth({ name: "mail-key", description: "Key of the mail provider" });

  test("begins with a random value that no state holds, for the team to replace", () => {
    const [random = ""] = Object.keys((json.ephemeral as Record<string, object>).aws_secretsmanager_random_password ?? {});
    const version = resource(json, "aws_secretsmanager_secret_version");
    expect(version).toMatchObject({
      secret_string_wo: `\${ephemeral.aws_secretsmanager_random_password.${random}.random_password}`,
      secret_string_wo_version: 1,
      version_stages: ["AWSCURRENT", "TERRACE"],
      lifecycle: { ignore_changes: ["version_stages"] },
    });
    expect(version).not.toHaveProperty("secret_string");
  });

  test("has our key, a name that can be made again, and time to change one's mind where data is kept", () => {
    const secret = {
      name_prefix: "dev-secret-mail-key-",
      description: "Key of the mail provider",
      kms_key_id: referenceTo(json, "aws_kms_key", "DataKey/Resource", "arn"),
    };
    expect(resource(json, "aws_secretsmanager_secret")).toMatchObject({
      ...secret,
      recovery_window_in_days: 30,
      lifecycle: { prevent_destroy: true },
    });
    expect(
      resource(synth({ name: "mail-key", description: "x" }, { removalPolicy: "destroy" }), "aws_secretsmanager_secret"),
    ).toMatchObject({
      recovery_window_in_days: 0,
      lifecycle: { prevent_destroy: false },
    });
  });

  test("reaches a container by its full ARN; the execution role reads exactly this one, the task's role nothing", () => {
    const arn = referenceTo(json, "aws_secretsmanager_secret", undefined, "arn");
    expect(binding(json)).toMatchObject({
      environment: {},
      secrets: { MAIL_KEY_SECRET: arn },
      taskStatements: [],
      executionStatements: [
        { actions: ["secretsmanager:GetSecretValue"], resources: [arn] },
        { actions: ["kms:Decrypt"], resources: [referenceTo(json, "aws_kms_key", "DataKey/Resource", "arn")] },
      ],
    });
  });
});

describe("an existing secret", () => {
  test.each([
    [SECRET_ARN, "secretsmanager:GetSecretValue"],
    [PARAMETER_ARN, "ssm:GetParameters"],
  ])("%s is passed on, and %s is all that it takes", (arn, action) => {
    const json = synth({ name: "mail", description: "x", arns: { "us-east-1": arn, "eu-west-1": "other" } });
    expect(binding(json)).toMatchObject({
      secrets: { MAIL_SECRET: arn },
      executionStatements: [{ actions: [action], resources: [arn] }],
    });
    expect(resources(json, "aws_secretsmanager_secret")).toEqual([]);
    expect(json).not.toHaveProperty("ephemeral");
  });

  test("must be there in the region", () => {
    expect(() => synth({ name: "mail", description: "x", arns: { "eu-west-1": SECRET_ARN, "ap-southeast-2": SECRET_ARN } })).toThrow(
      new RangeError('secret "mail" has no ARN for region us-east-1, only for ap-southeast-2, eu-west-1: add one to "arns"'),
    );
  });
});
