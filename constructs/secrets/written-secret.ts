import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { Construct } from "constructs";
import type { EncryptionKey } from "../core/encryption-key";
import { isProtected, nameIn, statefulLifecycle } from "../core/placement";

/**
 * A label that keeps the version which Terraform wrote alive. Secrets Manager may delete versions without a label; the provider would then
 * not find its own, plan it again, and write a new random value over the one in use.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecretVersionStage.html
 */
const KEEP = "TERRACE";

export interface WrittenSecretProps {
  /** Its name's part behind the environment, for example `["database", "main"]`. AWS Secrets Manager appends more. */
  readonly name: readonly string[];
  readonly description: string;
  readonly key: EncryptionKey;
  /** The value, from ephemeral resources: it is in neither plan nor state. */
  readonly value: string;
  /** A higher version writes the value again. */
  readonly valueVersion: number;
}

/** A secret whose value Terraform writes once and never sees again. Whoever changes it later, by hand or by rotation, is left alone. */
export class WrittenSecret extends Construct {
  public readonly arn: string;
  public readonly versionId: string;

  public constructor(scope: Construct, id: string, props: WrittenSecretProps) {
    super(scope, id);
    const secret = new SecretsmanagerSecret(this, "Resource", {
      // A prefix: a name that was deleted cannot be used again for the length of its recovery window.
      namePrefix: `${nameIn(this, "secretPrefix", ...props.name)}-`,
      description: props.description,
      kmsKeyId: props.key.arn,
      recoveryWindowInDays: isProtected(this) ? 30 : 0,
      lifecycle: statefulLifecycle(this),
    });
    const version = new SecretsmanagerSecretVersion(this, "Version", {
      secretId: secret.arn,
      secretStringWo: props.value,
      secretStringWoVersion: props.valueVersion,
      versionStages: ["AWSCURRENT", KEEP],
      // `AWSCURRENT` moves on with the first rotation.
      lifecycle: { ignoreChanges: ["version_stages"] },
    });
    this.arn = secret.arn;
    this.versionId = version.versionId;
  }
}
