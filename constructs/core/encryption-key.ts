import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Construct } from "constructs";
import { accountIdOf } from "./account";
import { nameIn, placementOf, statefulLifecycle } from "./placement";
import { type PolicyStatement, policyDocument } from "./policy";
import { acceptFindings, wildcardExceptions } from "./accepted-findings";

export interface EncryptionKeyProps {
  /** The purpose of the key; also the last part of its alias, for example `logs`. */
  readonly purpose: string;
  /** Allows CloudWatch Logs to use the key. @default false */
  readonly forLogs?: boolean;
  /** Further statements, for services that use the key on their own behalf. @default none */
  readonly statements?: readonly PolicyStatement[];
}

/**
 * A customer managed KMS key with yearly rotation. The account can always administer it, because AWS rejects a policy that locks the
 * account out. The deletion window is 30 days, or 7 in an ephemeral environment.
 *
 * Cost drivers: 1 USD a month per key, and calls beyond the free 20,000.
 */
export class EncryptionKey extends Construct {
  /** The key's ARN: an alias or a plain key ID in `kms_key_id` replaces databases on each plan (provider-aws#25713). */
  public readonly arn: string;
  public readonly keyId: string;

  public constructor(scope: Construct, id: string, props: EncryptionKeyProps) {
    super(scope, id);
    const lifecycle = statefulLifecycle(this);
    const statements = [...administration(this), ...(props.forLogs ? [logsStatement(this)] : []), ...(props.statements ?? [])];
    const key = new KmsKey(this, "Resource", {
      description: `${placementOf(this).environment}: ${props.purpose}`,
      enableKeyRotation: true,
      deletionWindowInDays: lifecycle.preventDestroy ? 30 : 7,
      policy: policyDocument(statements),
      lifecycle,
    });
    acceptFindings(key, wildcardExceptions(statements));
    new KmsAlias(this, "Alias", {
      name: `alias/${nameIn(this, "keyAlias", placementOf(this).region, props.purpose)}`,
      targetKeyId: key.keyId,
    });
    this.arn = key.arn;
    this.keyId = key.keyId;
  }
}

/** In a key policy, the resource `*` is this key. */
function administration(scope: Construct): PolicyStatement[] {
  return [
    {
      sid: "Administration",
      actions: ["kms:*"],
      resources: ["*"],
      principals: { AWS: [`arn:aws:iam::${accountIdOf(scope)}:root`] },
      reason: "The account administers its key through IAM policies: AWS rejects a key policy that locks the account out.",
    },
  ];
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html */
function logsStatement(scope: Construct): PolicyStatement {
  const { region } = placementOf(scope);
  return {
    sid: "Logs",
    actions: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
    resources: ["*"],
    principals: { Service: [`logs.${region}.amazonaws.com`] },
    conditions: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:${region}:${accountIdOf(scope)}:*` } },
  };
}
