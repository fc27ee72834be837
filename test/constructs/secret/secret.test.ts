import { EncryptionKey } from "../../../constructs/core/encryption-key";
import type { Placement } from "../../../constructs/core/placement";
import { ExistingSecret } from "../../../constructs/secret/existing-secret";
import { Secret } from "../../../constructs/secret/secret";
import { outputValue, referenceTo, resource, resources, type StackJson, synthesizeConstructs } from "../../support/synth";

const SECRET_ARN = "arn:aws:secretsmanager:us-east-1:123456789012:secret:mail-AbCdEf";
const PARAMETER_ARN = "arn:aws:ssm:us-east-1:123456789012:parameter/mail";
const MAIL_KEY = { name: "mail-key", description: "Key of the mail provider" };

/** A secret in the home region (us-east-1) with replicas, and the bindings of some regions. */
function synth(replicas: readonly string[] = [], placement: Partial<Placement> = {}): StackJson {
  return synthesizeConstructs((stack) => {
    const key = (id: string) => new EncryptionKey(stack, id, { purpose: id.toLowerCase() });
    const replicaKeys = new Map(replicas.map((region) => [region, key(`Key-${region}`)]));
    const secret = new Secret(stack, "Secret", { secret: MAIL_KEY, key: key("DataKey"), replicaKeys });
    for (const region of ["us-east-1", ...replicas]) stack.addOverride(`output.${region}.value`, secret.in(region).bind("api"));
  }, placement);
}

describe("a secret that Terrace creates", () => {
  const json = synth();

  test("has a random initial value, which is in no state", () => {
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

  test("has a customer managed key, a reusable name prefix, and a recovery window if data is retained", () => {
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
    expect(resource(synth([], { removalPolicy: "destroy" }), "aws_secretsmanager_secret")).toMatchObject({
      recovery_window_in_days: 0,
      lifecycle: { prevent_destroy: false },
    });
  });

  test("is passed to a container by its full ARN; the execution role is allowed to read only this secret, the task role none", () => {
    const arn = referenceTo(json, "aws_secretsmanager_secret", undefined, "arn");
    expect(outputValue(json, "us-east-1")).toMatchObject({
      environment: {},
      secrets: { MAIL_KEY_SECRET: arn },
      taskStatements: [],
      executionStatements: [
        { actions: ["secretsmanager:GetSecretValue"], resources: [arn] },
        {
          actions: ["kms:Decrypt"],
          resources: [referenceTo(json, "aws_kms_key", "DataKey/Resource", "arn")],
          conditions: { StringEquals: { "kms:ViaService": "secretsmanager.us-east-1.amazonaws.com" } },
        },
      ],
    });
  });
});

describe("secret replicas", () => {
  const json = synth(["us-west-2", "eu-west-1"]);
  const keyOf = (region: string) => referenceTo(json, "aws_kms_key", `Key-${region}/Resource`, "arn");

  test("exist in each other region, each with a key of that region, in a stable order", () => {
    const secret = resource(json, "aws_secretsmanager_secret");
    expect(secret.replica).toEqual(["eu-west-1", "us-west-2"].map((region) => ({ region, kms_key_id: keyOf(region) })));
    expect(resource(synth(["eu-west-1", "us-west-2"]), "aws_secretsmanager_secret")).toMatchObject({
      replica: [{ region: "eu-west-1" }, { region: "us-west-2" }],
    });
  });

  test("never overwrite an existing secret of the same name", () => {
    expect(resource(json, "aws_secretsmanager_secret")).not.toHaveProperty("force_overwrite_replica_secret");
  });

  test("have the same value, written only by Secrets Manager", () => {
    expect(resources(json, "aws_secretsmanager_secret")).toHaveLength(1);
    expect(resources(json, "aws_secretsmanager_secret_version")).toHaveLength(1);
  });

  test("are read by their own ARN, which differs only in the region, with the key and the Secrets Manager of their region", () => {
    const home = referenceTo(json, "aws_secretsmanager_secret", undefined, "arn").slice(2, -1);
    const arn = `\${replace(${home}, ":us-east-1:", ":eu-west-1:")}`;
    expect(outputValue(json, "eu-west-1")).toMatchObject({
      secrets: { MAIL_KEY_SECRET: arn },
      executionStatements: [
        { actions: ["secretsmanager:GetSecretValue"], resources: [arn] },
        {
          actions: ["kms:Decrypt"],
          resources: [keyOf("eu-west-1")],
          conditions: { StringEquals: { "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com" } },
        },
      ],
    });
  });

  test("cannot be removed completely by the provider, so the plan fails with the manual steps", () => {
    const alone = resource(synth(), "aws_secretsmanager_secret");
    expect(alone).not.toHaveProperty("replica");
    expect(alone.lifecycle).toMatchObject({
      prevent_destroy: true,
      postcondition: [
        {
          condition: "${length(self.replica) == 0}",
          error_message: expect.stringMatching(
            /still in \$\{join\(", ", self\.replica\[\*\]\.region\)\}.*remove-regions-from-replication --region \$\{split\(":", self\.arn\)\[3\]\} --secret-id \$\{self\.arn\} --remove-replica-regions/,
          ) as string,
        },
      ],
    });
    expect(resource(json, "aws_secretsmanager_secret").lifecycle).toEqual({ prevent_destroy: true });
  });

  test("do not exist in regions without a key", () => {
    expect(() =>
      synthesizeConstructs((stack) => {
        const key = new EncryptionKey(stack, "DataKey", { purpose: "data" });
        const replicaKeys = new Map(["us-west-2", "eu-west-1"].map((region) => [region, key]));
        new Secret(stack, "Secret", { secret: MAIL_KEY, key, replicaKeys }).in("ap-southeast-2");
      }),
    ).toThrow(
      new RangeError('secret "secret-mail-key" has no replica in ap-southeast-2; it has replicas in us-east-1, eu-west-1, us-west-2'),
    );
  });
});

describe("an existing secret", () => {
  test.each([
    [SECRET_ARN, "secretsmanager:GetSecretValue"],
    [PARAMETER_ARN, "ssm:GetParameters"],
  ])("passes %s to containers and requires only %s", (arn, action) => {
    const secret = new ExistingSecret({ name: "mail", arns: { "us-east-1": arn, "eu-west-1": "other" } });
    expect(secret.in("us-east-1").bind("api")).toMatchObject({
      secrets: { MAIL_SECRET: arn },
      executionStatements: [{ actions: [action], resources: [arn] }],
    });
  });

  test("must have an ARN for the region", () => {
    const secret = new ExistingSecret({ name: "mail", arns: { "eu-west-1": SECRET_ARN, "ap-southeast-2": SECRET_ARN } });
    expect(() => secret.in("us-east-1")).toThrow(
      new RangeError('secret "mail" has no ARN for region us-east-1, only for ap-southeast-2, eu-west-1: add one to "arns"'),
    );
  });
});
