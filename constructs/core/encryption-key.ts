import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Construct } from "constructs";
import { accountIdOf } from "./account";
import { nameIn, placementOf, statefulLifecycle } from "./placement";
import { type PolicyStatement, policyDocument } from "./policy";
import { acceptFindings, wildcardExceptions } from "./accepted-findings";

export interface EncryptionKeyProps {
  /** What it encrypts; also the end of its alias, for example `logs`. */
  readonly purpose: string;
  /** Whether CloudWatch Logs may use it. @default false */
  readonly forLogs?: boolean;
  /** Further statements, for services that use it on their own behalf. @default none */
  readonly statements?: readonly PolicyStatement[];
}

/**
 * A KMS key of ours that turns every year. The account may always administer it (AWS refuses a policy that locks it out), and a deletion
 * waits for 30 days, or 7 where the environment comes and goes.
 *
 * Cost drivers: 1 USD a month and key, and calls beyond the free 20,000.
 */
export class EncryptionKey extends Construct {
  /** The key's ARN: an alias or a bare id in `kms_key_id` replaces databases on each plan (provider-aws#25713). */
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

/** In a key's policy the resource `*` is this key alone. */
function administration(scope: Construct): PolicyStatement[] {
  return [
    {
      sid: "Administration",
      actions: ["kms:*"],
      resources: ["*"],
      principals: { AWS: [`arn:aws:iam::${accountIdOf(scope)}:root`] },
      reason: "The account administers its key, by its IAM policies: AWS refuses a key whose policy locks it out.",
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
