import { CloudwatchLogDelivery } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery";
import { CloudwatchLogDeliveryDestination } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery-destination";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { EncryptionKey } from "../../core/encryption-key";
import { LogGroup } from "../../core/log-group";
import { nameIn, placementOf } from "../../core/placement";
import { deliveredLogGroup } from "./delivered-log-group";
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
  readonly key: EncryptionKey;
  readonly logs: readonly DeliveredLog[];
}

/**
 * Logs that an AWS service delivers to CloudWatch Logs as JSON, with saved queries.
 *
 * The region's `LogDeliveryPolicy` allows the delivery.
 *
 * Other deliveries of a source are unaffected: S3 still receives the same lines.
 *
 * Cost drivers: GB delivered ($0.50 in us-east-1, less above 10 TB) and stored, GB that queries read ($0.005).
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-CloudWatchLogs.html
 */
export class DeliveredLogs extends Construct {
  public constructor(scope: Construct, id: string, { key, logs }: DeliveredLogsProps) {
    super(scope, id);
    const groups = logs.map((log) => ({ ...log, group: this.createGroup(log, key) }));
    // Deliveries are created one at a time, because CloudWatch rejects a second delivery while it creates the first (provider-aws#42194).
    groups.reduce<ITerraformDependable | undefined>((before, log) => this.deliver(log, before), undefined);
  }

  private createGroup({ role, queries }: DeliveredLog, key: EncryptionKey): LogGroup {
    const group = new LogGroup(this, `Log-${role}`, { name: deliveredLogGroup(placementOf(this).environment, role), key });
    new InsightsQueries(this, `Queries-${role}`, { folder: role, logGroupNames: [group.name], queries });
    return group;
  }

  /** Returns the resource that the next delivery depends on. */
  private deliver({ role, sourceNames, recordFields, group }: GroupedLog, first: ITerraformDependable | undefined) {
    const destination = new CloudwatchLogDeliveryDestination(this, `Destination-${role}`, {
      name: nameIn(this, "logDelivery", role, "group"),
      outputFormat: "json",
      deliveryDestinationConfiguration: [{ destinationResourceArn: group.arn }],
    });
    return Object.entries(sourceNames).reduce<ITerraformDependable | undefined>(
      (before, [source, deliverySourceName]) =>
        new CloudwatchLogDelivery(this, `Delivery-${role}-${source}`, {
          deliverySourceName,
          deliveryDestinationArn: destination.arn,
          ...(recordFields && { recordFields: [...recordFields] }),
          ...(before && { dependsOn: [before] }),
        }),
      first,
    );
  }
}

interface GroupedLog extends DeliveredLog {
  readonly group: LogGroup;
}
