import type { Secret } from "./model";
import { parseSecretArn } from "../../aws/secret-arns";
import type { Bindable } from "../core/bindings";
import { secretBinding } from "./secret-binding";

/**
 * An existing secret or parameter in each region. The container gets the part that the ARN selects (a JSON key, a version). The read
 * permission covers the whole secret, since IAM does not support parts of a secret.
 *
 * It must be encrypted with the AWS managed key, or the policy of its key must allow the consumers' execution roles to decrypt, since
 * Terrace does not know the key.
 */
export class ExistingSecret {
  public constructor(private readonly secret: Pick<Secret, "name"> & Required<Pick<Secret, "arns">>) {}

  /**
   * The binding for services of a region.
   *
   * @throws RangeError if the region has no ARN, or an ARN that is not valid for a single secret. `config/` reports both earlier.
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
