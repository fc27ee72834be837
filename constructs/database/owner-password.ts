import { Construct } from "constructs";
import { Ephemeral } from "../core/ephemeral";
import { PASSWORD_VERSION, type RegionalCredentials } from "./credentials";

/** Arguments of an instance. */
export interface PasswordArguments {
  readonly passwordWo: string;
  readonly passwordWoVersion: number;
}

/**
 * The owner's password for an instance that is made empty, read from the secret of its own region.
 *
 * An ephemeral value is another one in each run. So the secret is written first, and the database gets what an ephemeral read of exactly
 * that version gives: after an apply that stopped half-way, the next one still hands the database the secret's password.
 */
export class OwnerPassword extends Construct {
  public readonly arguments: PasswordArguments;

  public constructor(scope: Construct, id: string, { secretArn, versionId }: RegionalCredentials) {
    super(scope, id);
    const stored = new Ephemeral(this, "Stored", "aws_secretsmanager_secret_version", { secret_id: secretArn, version_id: versionId });
    const passwordWo = `\${jsondecode(${stored.expression("secret_string")}).password}`;
    this.arguments = { passwordWo, passwordWoVersion: PASSWORD_VERSION };
  }
}

/**
 * For a copy: its owner came with its data, and RDS refuses to give it another password. The provider sends no empty password but keeps
 * the version in the state. So a promotion finds the version that it wants and leaves the password alone, even one that was rotated since.
 *
 * @see https://github.com/terraform-aws-modules/terraform-aws-rds/issues/526
 */
export const INHERITED_PASSWORD: PasswordArguments = { passwordWo: "", passwordWoVersion: PASSWORD_VERSION };
