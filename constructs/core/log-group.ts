import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { days } from "../../language/units";
import type { EncryptionKey } from "./encryption-key";
import { placementOf } from "./placement";
import { acceptFindings } from "./accepted-findings";

export interface LogGroupProps {
  /** The complete name, for example `/dev/service/api`. */
  readonly name: string;
  readonly key: EncryptionKey;
}

/** A log group with a retention and a customer managed KMS key. It is not protected: logs are deleted with their environment. */
export class LogGroup extends Construct {
  public readonly name: string;
  public readonly arn: string;
  /** Resources that must be created after the log group: an AWS service would create the group without a retention. */
  public readonly dependable: ITerraformDependable;

  public constructor(scope: Construct, id: string, props: LogGroupProps) {
    super(scope, id);
    const group = new CloudwatchLogGroup(this, "Resource", {
      name: props.name,
      retentionInDays: days(placementOf(this).logRetention),
      kmsKeyId: props.key.arn,
    });
    const short = "The environment sets the retention (logRetention), because logs can contain personal data that must be deleted in time.";
    acceptFindings(group, { CKV_AWS_338: days(placementOf(this).logRetention) < 365 && short });
    this.name = group.name;
    this.arn = group.arn;
    this.dependable = group;
  }
}
