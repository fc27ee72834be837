import { Construct } from "constructs";
import type { Secret as SecretModel } from "./model";
import type { Bindable } from "../core/bindings";
import type { EncryptionKey } from "../core/encryption-key";
import { Ephemeral } from "../core/ephemeral";
import { secretBinding } from "./secret-binding";
import { WrittenSecret } from "../core/written-secret";

export interface SecretProps {
  readonly secret: SecretModel;
  readonly key: EncryptionKey;
  /** The other regions that get a replica of the secret, each with a key of that region. @default none */
  readonly replicaKeys?: ReadonlyMap<string, EncryptionKey>;
}

/**
 * A secret value that ECS passes to containers as an environment variable. It is random at first, for the team to replace, and the same in
 * all regions.
 *
 * @example
 * const mailKey = { name: "mail-key", description: "Key of the mail provider" };
 * new Secret(this, "Secret-mail-key", { secret: mailKey, key, replicaKeys: new Map([["eu-west-1", irelandsKey]]) }).in("eu-west-1").bind();
 *
 * Cost drivers: $0.40 a month for each secret and region.
 */
export class Secret extends Construct {
  private readonly written: WrittenSecret;
  private readonly secretName: string;

  public constructor(scope: Construct, id: string, { secret, ...keys }: SecretProps) {
    super(scope, id);
    this.secretName = secret.name;
    const random = new Ephemeral(this, "Random", "aws_secretsmanager_random_password", { password_length: 32, exclude_punctuation: true });
    this.written = new WrittenSecret(this, "Value", {
      name: ["secret", secret.name],
      description: secret.description,
      ...keys,
      value: `\${${random.expression("random_password")}}`,
      valueVersion: 1,
    });
  }

  /** The binding for services of a region. */
  public in(region: string): Bindable {
    const { arn, readStatements } = this.written.in(region);
    return { bind: () => secretBinding(this.secretName, { valueFrom: arn, readStatements }) };
  }
}
