import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { days } from "../../config/units";
import type { EncryptionKey } from "./encryption-key";
import { placementOf } from "./placement";

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
    this.name = group.name;
    this.arn = group.arn;
    this.dependable = group;
  }
}
