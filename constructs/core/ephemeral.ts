import { TerraformElement } from "cdktf";
import type { Construct } from "constructs";

/** The ephemeral resources that Terrace uses: their Terraform arguments and the attribute that is read. */
interface EphemeralTypes {
  readonly aws_secretsmanager_random_password: {
    readonly arguments: { readonly password_length: number; readonly exclude_punctuation: boolean };
    readonly attribute: "random_password";
  };
  readonly aws_secretsmanager_secret_version: {
    readonly arguments: { readonly secret_id: string; /** @default the current version */ readonly version_id?: string };
    readonly attribute: "secret_string";
  };
}

/**
 * An ephemeral resource: Terraform opens it in each run and writes its values neither to the plan nor to the state. The values can only be
 * used in write-only arguments.
 *
 * cdktf has no ephemeral blocks (terraform-cdk#3886), so this is a separate element, named after the construct path like all others. (An
 * override of the stack would work too, but cdktf does not detect references to other stacks in overrides.) It always uses the stack's
 * default provider.
 *
 * @example
 * const password = new Ephemeral(this, "Password", "aws_secretsmanager_random_password", { password_length: 32, exclude_punctuation: true });
 * password.expression("random_password"); // ephemeral.aws_secretsmanager_random_password.….random_password
 *
 * @see https://developer.hashicorp.com/terraform/language/resources/ephemeral
 */
export class Ephemeral<Type extends keyof EphemeralTypes> extends TerraformElement {
  public constructor(
    scope: Construct,
    id: string,
    private readonly type: Type,
    private readonly args: EphemeralTypes[Type]["arguments"],
  ) {
    super(scope, id, `ephemeral.${type}`);
  }

  /** The reference to an attribute inside an expression, without `${}`. */
  public expression(attribute: EphemeralTypes[Type]["attribute"]): string {
    return `ephemeral.${this.type}.${this.friendlyUniqueId}.${attribute}`;
  }

  public override toTerraform() {
    return { ephemeral: { [this.type]: { [this.friendlyUniqueId]: this.args } } };
  }
}
