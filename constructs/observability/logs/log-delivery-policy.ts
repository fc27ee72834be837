import { CloudwatchLogResourcePolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-resource-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { accountIdOf } from "../../core/account";
import { nameIn, placementOf } from "../../core/placement";
import { type PolicyStatement, policyDocument } from "../../core/policy";

export interface LogDeliveryPolicyProps {
  /** Log groups that EventBridge writes to, by name prefix, and the name prefix of the rules. @default none */
  readonly events?: { readonly groupPrefix: string; readonly rulePrefix: string };
  /** Names or name patterns of the log groups that AWS services deliver logs to. @default none */
  readonly delivered?: readonly string[];
}

/**
 * Permission of AWS services to write to the log groups of an environment in one region. It is the only resource policy of the environment
 * there: an account has at most ten in a region, so that ten environments fit into it. Log groups are matched by name, because stacks that are
 * deployed later create them.
 *
 * EventBridge writes as two principals; without the second, the rule matches, but all its invocations fail. Only the principal that writes
 * lines sends the rule's ARN.
 *
 * Cost drivers: none.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html (ten policies)
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-cloudwatchlogs-permissions
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/30388 (the second principal)
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-CloudWatchLogs.html
 */
export class LogDeliveryPolicy extends Construct {
  /** Log deliveries and targets of rules in the same stack depend on it. */
  public readonly dependable: ITerraformDependable;

  public constructor(scope: Construct, id: string, { events, delivered = [] }: LogDeliveryPolicyProps) {
    super(scope, id);
    this.dependable = new CloudwatchLogResourcePolicy(this, "Resource", {
      policyName: nameIn(this, "logPolicy", placementOf(this).region, "log-delivery"),
      policyDocument: policyDocument([
        ...(events ? this.eventStatements(events) : []),
        ...(delivered.length > 0 ? [this.deliveryStatement(delivered)] : []),
      ]),
    });
  }

  private eventStatements({ groupPrefix, rulePrefix }: NonNullable<LogDeliveryPolicyProps["events"]>): readonly PolicyStatement[] {
    const common = {
      resources: [this.groupArn(`${groupPrefix}*`)],
      principals: { Service: ["events.amazonaws.com", "delivery.logs.amazonaws.com"] },
    };
    const rules = `arn:aws:events:${placementOf(this).region}:${accountIdOf(this)}:rule/${rulePrefix}*`;
    return [
      { sid: "Streams", actions: ["logs:CreateLogStream"], ...common },
      { sid: "Lines", actions: ["logs:PutLogEvents"], ...common, conditions: { ArnLike: { "aws:SourceArn": rules } } },
    ];
  }

  private deliveryStatement(delivered: readonly string[]): PolicyStatement {
    const accountId = accountIdOf(this);
    return {
      sid: "DeliverLogs",
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: delivered.map((name) => this.groupArn(name)),
      principals: { Service: ["delivery.logs.amazonaws.com"] },
      conditions: {
        StringEquals: { "aws:SourceAccount": accountId },
        ArnLike: { "aws:SourceArn": `arn:aws:logs:${placementOf(this).region}:${accountId}:*` },
      },
    };
  }

  /** The suffix `:*` matches the group's streams. */
  private groupArn(name: string): string {
    return `arn:aws:logs:${placementOf(this).region}:${accountIdOf(this)}:log-group:${name}:*`;
  }
}
