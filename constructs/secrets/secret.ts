import { Construct } from "constructs";
import type { Secret as SecretModel } from "../../config/model";
import { variablePrefix } from "../../config/variables";
import type { Bindable, Binding } from "../core/bindings";
import type { EncryptionKey } from "../core/encryption-key";
import { Ephemeral } from "../core/ephemeral";
import { placementOf } from "../core/placement";
import type { PolicyStatement } from "../core/policy";
import { WrittenSecret } from "./written-secret";

export interface SecretProps {
  readonly secret: SecretModel;
  readonly key: EncryptionKey;
  /** The other regions that get a copy, each with a key of that region. @default none */
  readonly replicaKeys?: ReadonlyMap<string, EncryptionKey>;
}

/** Where the value is in a region, and what it takes to read it there. */
interface Source {
  readonly arn: string;
  readonly readStatements: readonly PolicyStatement[];
}

/**
 * A value that a container gets as a variable without anyone seeing it: made with a random value for the team to replace, the same in all
 * regions, or existing ones by ARN.
 *
 * An existing secret or parameter must be encrypted with AWS's own key, or its key's policy must let the consumers' execution roles
 * decrypt: its key is not known here.
 *
 * @example
 * new Secret(this, "Secret-mail-key", { secret: { name: "mail-key", description: "Key of the mail provider" }, key }).in("eu-west-1").bind();
 *
 * Cost drivers: 0.40 USD a month, secret and region.
 */
export class Secret extends Construct implements Bindable {
  private readonly written: WrittenSecret | undefined;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: SecretProps,
  ) {
    super(scope, id);
    this.written = props.secret.arns ? undefined : this.write(props);
  }

  /** As the services of a region get it. */
  public in(region: string): Bindable {
    return { bind: () => this.bindIn(region) };
  }

  public bind(): Binding {
    return this.bindIn(placementOf(this).region);
  }

  private bindIn(region: string): Binding {
    const { name } = this.props.secret;
    const { arn, readStatements } = this.written?.in(region) ?? this.existing(region);
    return {
      name,
      environment: {},
      secrets: { [variablePrefix({ kind: "secret", name })]: arn },
      taskStatements: [],
      executionStatements: readStatements,
      connections: [],
    };
  }

  private write({ secret, key, replicaKeys }: SecretProps): WrittenSecret {
    const random = new Ephemeral(this, "Random", "aws_secretsmanager_random_password", { password_length: 32, exclude_punctuation: true });
    return new WrittenSecret(this, "Value", {
      name: ["secret", secret.name],
      description: secret.description,
      key,
      ...(replicaKeys && { replicaKeys }),
      value: `\${${random.expression("random_password")}}`,
      valueVersion: 1,
    });
  }

  private existing(region: string): Source {
    const { name, arns = {} } = this.props.secret;
    const arn = arns[region];
    if (!arn)
      throw new RangeError(
        `secret "${name}" has no ARN for region ${region}, only for ${Object.keys(arns).sort().join(", ")}: add one to "arns"`,
      );
    const action = arn.split(":")[2] === "ssm" ? "ssm:GetParameters" : "secretsmanager:GetSecretValue";
    return { arn, readStatements: [{ actions: [action], resources: [arn] }] };
  }
}
