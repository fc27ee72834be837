import { CloudwatchLogDelivery } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery";
import { CloudwatchLogDeliveryDestination } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery-destination";
import { CloudwatchLogResourcePolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-resource-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { accountIdOf } from "../../core/account";
import type { EncryptionKey } from "../../core/encryption-key";
import { LogGroup } from "../../core/log-group";
import { nameIn, placementOf } from "../../core/placement";
import { policyDocument } from "../../core/policy";
import type { LogQuery } from "./log-query";
import { InsightsQueries } from "./insights-queries";

/** One log group: its delivery sources and its saved queries. */
export interface DeliveredLog {
  /** Suffix of its name, for example `alb`. */
  readonly role: string;
  /** Names of the delivery sources, by the role in the construct IDs of their deliveries. */
  readonly sourceNames: Readonly<Record<string, string>>;
  /** @default all fields that AWS writes */
  readonly recordFields?: readonly string[];
  readonly queries: readonly LogQuery[];
}

export interface DeliveredLogsProps {
  /** Suffix of the resource policy's name. */
  readonly name: string;
  readonly key: EncryptionKey;
  readonly logs: readonly DeliveredLog[];
}

/**
 * Logs that an AWS service delivers to CloudWatch Logs as JSON, with saved queries.
 *
 * The group names start with `/aws/vendedlogs/`, as AWS recommends, so that AWS's own resource policy for the account, if there is one,
 * stays short. One policy covers all groups of this construct, because AWS allows ten in an account and region.
 *
 * Other deliveries of a source are unaffected: S3 still receives the same lines.
 *
 * Cost drivers: GB delivered ($0.50 in us-east-1, less above 10 TB) and stored, GB that queries read ($0.005).
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-CloudWatchLogs.html
 */
export class DeliveredLogs extends Construct {
  public constructor(scope: Construct, id: string, { name, key, logs }: DeliveredLogsProps) {
    super(scope, id);
    const groups = logs.map((log) => ({ ...log, group: this.createGroup(log, key) }));
    const policy = this.admit(
      name,
      groups.map(({ group }) => group.arn),
    );
    // Deliveries are created one at a time, because CloudWatch rejects a second delivery while it creates the first (provider-aws#42194).
    groups.reduce<ITerraformDependable>((before, log) => this.deliver(log, before), policy);
  }

  private createGroup({ role, queries }: DeliveredLog, key: EncryptionKey): LogGroup {
    const { environment } = placementOf(this);
    const group = new LogGroup(this, `Log-${role}`, { name: `/aws/vendedlogs/${environment}/${role}`, key });
    new InsightsQueries(this, `Queries-${role}`, { folder: role, logGroupNames: [group.name], queries });
    return group;
  }

  private admit(name: string, groupArns: readonly string[]): CloudwatchLogResourcePolicy {
    const accountId = accountIdOf(this);
    return new CloudwatchLogResourcePolicy(this, "Policy", {
      policyName: nameIn(this, "policy", name),
      policyDocument: policyDocument([
        {
          sid: "DeliverLogs",
          actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
          resources: groupArns.map((arn) => `${arn}:log-stream:*`),
          principals: { Service: ["delivery.logs.amazonaws.com"] },
          conditions: {
            StringEquals: { "aws:SourceAccount": accountId },
            ArnLike: { "aws:SourceArn": `arn:aws:logs:${placementOf(this).region}:${accountId}:*` },
          },
        },
      ]),
    });
  }

  /** Returns the resource that the next delivery depends on. */
  private deliver({ role, sourceNames, recordFields, group }: GroupedLog, first: ITerraformDependable): ITerraformDependable {
    const destination = new CloudwatchLogDeliveryDestination(this, `Destination-${role}`, {
      name: nameIn(this, "logDelivery", role, "group"),
      outputFormat: "json",
      deliveryDestinationConfiguration: [{ destinationResourceArn: group.arn }],
    });
    return Object.entries(sourceNames).reduce<ITerraformDependable>(
      (before, [source, deliverySourceName]) =>
        new CloudwatchLogDelivery(this, `Delivery-${role}-${source}`, {
          deliverySourceName,
          deliveryDestinationArn: destination.arn,
          ...(recordFields && { recordFields: [...recordFields] }),
          dependsOn: [before],
        }),
      first,
    );
  }
}

interface GroupedLog extends DeliveredLog {
  readonly group: LogGroup;
}
