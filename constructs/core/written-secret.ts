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
 * A label that keeps the version which Terraform wrote alive. Secrets Manager may delete versions without a label; the provider would then
 * not find its own, plan it again, and write a new random value over the one in use.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecretVersionStage.html
 */
const KEEP = "TERRACE";

/** The provider removes any copy but the last one, of which it would say nothing (provider-aws#23316, mended after the version used here). */
const NO_COPY_LEFT = {
  condition: "${length(self.replica) == 0}",
  errorMessage: [
    'The last copy of this secret is still in ${join(", ", self.replica[*].region)}, and the provider cannot remove it. Remove it with',
    '"aws secretsmanager remove-regions-from-replication --region ${split(":", self.arn)[3]} --secret-id ${self.arn}',
    '--remove-replica-regions ${join(" ", self.replica[*].region)}", then apply again.',
  ].join(" "),
};

export interface WrittenSecretProps {
  /** Its name's part behind the environment, for example `["database", "main"]`. AWS Secrets Manager appends more. */
  readonly name: readonly string[];
  readonly description: string;
  readonly key: EncryptionKey;
  /** The other regions that get a copy, each with a key of that region. @default none */
  readonly replicaKeys?: ReadonlyMap<string, EncryptionKey>;
  /** The value, from ephemeral resources: it is in neither plan nor state. */
  readonly value: string;
  /** A higher version writes the value again. */
  readonly valueVersion: number;
}

/** A secret as one region sees it. */
export interface RegionalSecret {
  readonly arn: string;
  readonly versionId: string;
  /** What it takes to read it there. */
  readonly readStatements: readonly PolicyStatement[];
}

/**
 * A secret whose value Terraform writes once and never sees again. Whoever changes it later, by hand or by rotation, is left alone.
 *
 * Where it has copies in other regions, Secrets Manager keeps them alike: a new value is written here and reaches the others by itself, and
 * each region reads its own copy, even while this region is away. A copy cannot be written. One of the same name that is there already
 * is not overwritten: it can only be one that was made independent while this region was away, and it has the newer value.
 *
 * Cost drivers: 0.40 USD a month, once more for each copy.
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
      // A prefix: a name that was deleted cannot be used again for the length of its recovery window.
      namePrefix: `${nameIn(this, "secretPrefix", ...props.name)}-`,
      description: props.description,
      kmsKeyId: props.key.arn,
      recoveryWindowInDays: isProtected(this) ? 30 : 0,
      ...(this.replicaKeys.size > 0
        ? { replica: this.replicas(), lifecycle: statefulLifecycle(this) }
        : { lifecycle: { ...statefulLifecycle(this), postcondition: [NO_COPY_LEFT] } }),
    });
    const rotated =
      "Who can change what it opens rotates it: a value that this alone changed would lock its users out. Databases are reached with IAM tokens.";
    acceptFindings(secret, { CKV2_AWS_57: rotated });
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

  /**
   * The secret, or its copy in another region: a copy's ARN differs by the region alone, and its versions have the same ids.
   *
   * @throws RangeError if the region has no copy.
   */
  public in(region: string): RegionalSecret {
    const key = region === this.home ? this.props.key : this.replicaKeys.get(region);
    if (!key) {
      const regions = [this.home, ...[...this.replicaKeys.keys()].sort()];
      throw new RangeError(`secret "${this.props.name.join("-")}" has no copy in ${region}, only in ${regions.join(", ")}`);
    }
    const arn = region === this.home ? this.arn : Fn.replace(this.arn, `:${this.home}:`, `:${region}:`);
    return { arn, versionId: this.versionId, readStatements: readSecret(arn, key, region) };
  }

  /** In one order, whatever the keys' is. */
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
