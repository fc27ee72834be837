import type { Secret } from "./model";
import { parseSecretArn } from "../../aws/secret-arns";
import type { Bindable } from "../core/bindings";
import { secretBinding } from "./secret-binding";

/**
 * A secret or parameter that is there already, in each region one. The container gets the part that the ARN selects (a JSON key, a version); the
 * right to read is on the secret as a whole, since IAM knows no parts of a secret.
 *
 * It must be encrypted with AWS's own key, or its key's policy must let the consumers' execution roles decrypt: its key is not known here.
 */
export class ExistingSecret {
  public constructor(private readonly secret: Pick<Secret, "name"> & Required<Pick<Secret, "arns">>) {}

  /**
   * As the services of a region get it.
   *
   * @throws RangeError if it has no ARN for the region, or one that names more than one secret; `config/` finds that first.
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
   */
  public in(region: string): Bindable {
    const { name, arns } = this.secret;
    const arn = arns[region];
    if (!arn)
      throw new RangeError(
        `secret "${name}" has no ARN for region ${region}, only for ${Object.keys(arns).sort().join(", ")}: add one to "arns"`,
      );
    const reference = parseSecretArn(arn);
    if (!reference)
      throw new RangeError(`secret "${name}" has "${arn}" for region ${region}, which is not the ARN of one secret or parameter`);
    const readStatements = [{ actions: [reference.action], resources: [reference.arn] }];
    return { bind: () => secretBinding(name, { valueFrom: arn, readStatements }) };
  }
}
