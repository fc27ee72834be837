import { Construct } from "constructs";
import { Ephemeral } from "../core/ephemeral";
import { PASSWORD_VERSION, type RegionalCredentials } from "./credentials";

/** Password arguments of an instance. */
export interface PasswordArguments {
  readonly passwordWo: string;
  readonly passwordWoVersion: number;
}

/**
 * The owner's password for an instance that is created empty, read from the secret of its own region.
 *
 * An ephemeral value differs in every run. So the secret is written first, and the database gets the result of an ephemeral read of exactly
 * that version: after an interrupted apply, the next one still sets the password from the secret.
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
 * Password arguments of a cross-region replica. It has its source's owner, and RDS rejects another password. The provider does not send an
 * empty password but keeps the version in the state. So a promotion finds the expected version and does not change the password, even if it
 * was rotated since.
 *
 * @see https://github.com/terraform-aws-modules/terraform-aws-rds/issues/526
 */
export const INHERITED_PASSWORD: PasswordArguments = { passwordWo: "", passwordWoVersion: PASSWORD_VERSION };
