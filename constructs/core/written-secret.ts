import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import type { EncryptionKey } from "./encryption-key";
import { isProtected, nameIn, placementOf, statefulLifecycle } from "./placement";
import type { PolicyStatement } from "./policy";
import { acceptFindings } from "./accepted-findings";
import { readSecret } from "./read-secret";

/**
 * A label that keeps the version that Terraform wrote. Secrets Manager can delete versions without a label; the provider would then not
 * find its version, plan it again, and overwrite the secret in use with a new random value.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecretVersionStage.html
 */
const KEEP = "TERRACE";

/** The provider removes all replicas except the last one, without an error (provider-aws#23316, fixed after the version used here). */
const NO_REPLICA_LEFT = {
  condition: "${length(self.replica) == 0}",
  errorMessage: [
    'The last replica of this secret is still in ${join(", ", self.replica[*].region)}, and the provider cannot remove it. Remove it with',
    '"aws secretsmanager remove-regions-from-replication --region ${split(":", self.arn)[3]} --secret-id ${self.arn}',
    '--remove-replica-regions ${join(" ", self.replica[*].region)}", then apply again.',
  ].join(" "),
};

export interface WrittenSecretProps {
  /** The part of its name after the environment, for example `["database", "main"]`. AWS Secrets Manager appends a suffix. */
  readonly name: readonly string[];
  readonly description: string;
  readonly key: EncryptionKey;
  /** The other regions with a replica, each with a key of that region. @default none */
  readonly replicaKeys?: ReadonlyMap<string, EncryptionKey>;
  /** The value, from ephemeral resources: it is neither in the plan nor in the state. */
  readonly value: string;
  /** Increase it to write the value again. */
  readonly valueVersion: number;
}

/** A secret in one region. */
export interface RegionalSecret {
  readonly arn: string;
  readonly versionId: string;
  /** Statements that allow reading it in that region. */
  readonly readStatements: readonly PolicyStatement[];
}

/**
 * A secret whose value Terraform writes once and never reads. Later changes, manual or by rotation, stay in place.
 *
 * Secrets Manager synchronizes replicas in other regions: a new value is written to the primary secret and replicated. Each region reads
 * its own replica, even during an outage of the primary region. Replicas are read-only. An existing secret of the same name is not
 * overwritten: it can only be a replica that was promoted to a standalone secret during an outage of this region, and it has the newer
 * value.
 *
 * Cost drivers: 0.40 USD a month, and again for each replica.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets.html
 */
export class WrittenSecret extends Construct {
  public readonly arn: string;
  public readonly versionId: string;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: WrittenSecretProps,
  ) {
    super(scope, id);
    const secret = new SecretsmanagerSecret(this, "Resource", {
      // A prefix, because the name of a deleted secret is reserved during its recovery window.
      namePrefix: `${nameIn(this, "secretPrefix", ...props.name)}-`,
      description: props.description,
      kmsKeyId: props.key.arn,
      recoveryWindowInDays: isProtected(this) ? 30 : 0,
      ...(this.replicaKeys.size > 0
        ? { replica: this.replicas(), lifecycle: statefulLifecycle(this) }
        : { lifecycle: { ...statefulLifecycle(this), postcondition: [NO_REPLICA_LEFT] } }),
    });
    const rotated =
      "Rotation requires a change in the system that accepts the secret: rotating only the value would lock its users out. Databases use IAM tokens.";
    acceptFindings(secret, { CKV2_AWS_57: rotated });
    const version = new SecretsmanagerSecretVersion(this, "Version", {
      secretId: secret.arn,
      secretStringWo: props.value,
      secretStringWoVersion: props.valueVersion,
      versionStages: ["AWSCURRENT", KEEP],
      // Rotation moves `AWSCURRENT` to another version.
      lifecycle: { ignoreChanges: ["version_stages"] },
    });
    this.arn = secret.arn;
    this.versionId = version.versionId;
  }

  /**
   * The secret, or its replica in another region: a replica's ARN differs only in the region, and its versions have the same IDs.
   *
   * @throws RangeError if the region has no replica.
   */
  public in(region: string): RegionalSecret {
    const key = region === this.home ? this.props.key : this.replicaKeys.get(region);
    if (!key) {
      const regions = [this.home, ...[...this.replicaKeys.keys()].sort()];
      throw new RangeError(`secret "${this.props.name.join("-")}" has no replica in ${region}; it has replicas in ${regions.join(", ")}`);
    }
    const arn = region === this.home ? this.arn : Fn.replace(this.arn, `:${this.home}:`, `:${region}:`);
    return { arn, versionId: this.versionId, readStatements: readSecret(arn, key, region) };
  }

  /** Sorted, so that the order of the keys does not matter. */
  private replicas() {
    const regions = [...this.replicaKeys].map(([region, { arn }]) => ({ region, kmsKeyId: arn }));
    return regions.sort((one, other) => (one.region < other.region ? -1 : 1));
  }

  private get home(): string {
    return placementOf(this).region;
  }

  private get replicaKeys(): ReadonlyMap<string, EncryptionKey> {
    return this.props.replicaKeys ?? new Map<string, EncryptionKey>();
  }
}
