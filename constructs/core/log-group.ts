import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { days } from "../../language/units";
import type { EncryptionKey } from "./encryption-key";
import { placementOf } from "./placement";
import { acceptFindings } from "./accepted-findings";

export interface LogGroupProps {
  /** The whole name, for example `/dev/service/api`. */
  readonly name: string;
  readonly key: EncryptionKey;
}

/** A log group with a retention and a key of ours. Logs go with their environment: nothing protects them from deletion. */
export class LogGroup extends Construct {
  public readonly name: string;
  public readonly arn: string;
  /** What must wait until the group is there: an AWS service would make it without a retention. */
  public readonly dependable: ITerraformDependable;

  public constructor(scope: Construct, id: string, props: LogGroupProps) {
    super(scope, id);
    const group = new CloudwatchLogGroup(this, "Resource", {
      name: props.name,
      retentionInDays: days(placementOf(this).logRetention),
      kmsKeyId: props.key.arn,
    });
    const short = "How long logs are kept is the environment's to say (logRetention), and they may hold what people want deleted in time.";
    acceptFindings(group, { CKV_AWS_338: days(placementOf(this).logRetention) < 365 && short });
    this.name = group.name;
    this.arn = group.arn;
    this.dependable = group;
  }
}
