import { Construct } from "constructs";
import type { Secret as SecretModel } from "../../config/model";
import { variablePrefix } from "../../config/variables";
import type { Bindable, Binding } from "../core/bindings";
import type { EncryptionKey } from "../core/encryption-key";
import { Ephemeral } from "../core/ephemeral";
import { placementOf } from "../core/placement";
import type { PolicyStatement } from "../core/policy";
import { readSecret } from "./read-secret";
import { WrittenSecret } from "./written-secret";

export interface SecretProps {
  readonly secret: SecretModel;
  readonly key: EncryptionKey;
}

/** Where the value is, and what it takes to read it. */
interface Source {
  readonly arn: string;
  readonly statements: readonly PolicyStatement[];
}

/**
 * A value that a container gets as a variable without anyone seeing it: made with a random value for the team to replace, or an
 * existing one by ARN.
 *
 * An existing secret or parameter must be encrypted with AWS's own key, or its key's policy must let the consumers' execution roles
 * decrypt: its key is not known here.
 *
 * @example
 * new Secret(this, "Secret-mail-key", { secret: { name: "mail-key", description: "Key of the mail provider" }, key });
 *
 * Cost drivers: 0.40 USD a month and secret.
 */
export class Secret extends Construct implements Bindable {
  private readonly source: Source;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: SecretProps,
  ) {
    super(scope, id);
    this.source = props.secret.arns ? this.existing(props.secret.arns) : this.written();
  }

  public bind(): Binding {
    const { name } = this.props.secret;
    return {
      name,
      environment: {},
      secrets: { [variablePrefix({ kind: "secret", name })]: this.source.arn },
      taskStatements: [],
      executionStatements: this.source.statements,
      connections: [],
    };
  }

  private written(): Source {
    const random = new Ephemeral(this, "Random", "aws_secretsmanager_random_password", { password_length: 32, exclude_punctuation: true });
    const { arn } = new WrittenSecret(this, "Value", {
      name: ["secret", this.props.secret.name],
      description: this.props.secret.description,
      key: this.props.key,
      value: `\${${random.expression("random_password")}}`,
      valueVersion: 1,
    });
    return { arn, statements: readSecret(this, arn, this.props.key) };
  }

  private existing(arns: Readonly<Record<string, string>>): Source {
    const { region } = placementOf(this);
    const arn = arns[region];
    if (!arn)
      throw new RangeError(
        `secret "${this.props.secret.name}" has no ARN for region ${region}, only for ${Object.keys(arns).sort().join(", ")}: add one to "arns"`,
      );
    const action = arn.split(":")[2] === "ssm" ? "ssm:GetParameters" : "secretsmanager:GetSecretValue";
    return { arn, statements: [{ actions: [action], resources: [arn] }] };
  }
}
