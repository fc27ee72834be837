import type { Secret } from "../../config/model";
import type { Bindable } from "../core/bindings";
import { secretBinding } from "./secret-binding";

/**
 * A secret or parameter that is there already, in each region one.
 *
 * It must be encrypted with AWS's own key, or its key's policy must let the consumers' execution roles decrypt: its key is not known here.
 */
export class ExistingSecret {
  public constructor(private readonly secret: Pick<Secret, "name"> & Required<Pick<Secret, "arns">>) {}

  /**
   * As the services of a region get it.
   *
   * @throws RangeError if it has no ARN for the region; the rules of `config/` find that first.
   */
  public in(region: string): Bindable {
    const { name, arns } = this.secret;
    const arn = arns[region];
    if (!arn)
      throw new RangeError(
        `secret "${name}" has no ARN for region ${region}, only for ${Object.keys(arns).sort().join(", ")}: add one to "arns"`,
      );
    const action = arn.split(":")[2] === "ssm" ? "ssm:GetParameters" : "secretsmanager:GetSecretValue";
    return { bind: () => secretBinding(name, { arn, readStatements: [{ actions: [action], resources: [arn] }] }) };
  }
}
